package io.attestream.collector.web.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner declared against what came, on the page and by REST. */
class DeclaredScopeTest {
  @TempDir Path directory;

  @Test
  void declaredUnitsShowWhetherTheyReport() {
    MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
    try (DemoCollector collector = DemoCollector.filled(directory, clock)) {
      DemoVisitor visitor = DemoVisitor.signedIn(collector, "viewer");
      assertThat(visitor.get("/agents").body()).doesNotContain("Declared by the owner");
      assertThat(scope(visitor).fieldNames()).containsExactlyInAnyOrder("declared", "undeclared");
      declare(collector, clock.instant());

      String page = visitor.get("/agents").body();
      assertThat(page)
          .contains("Declared by the owner", "Scope 3", "log entry 7", "2 h", "not declared")
          .contains("kubernetes:nowhere");
      JsonObject json = scope(visitor);
      assertThat(json.getInteger("serial")).isEqualTo(3);
      assertThat(json.getJsonArray("declared").size()).isEqualTo(2);
      JsonObject never = json.getJsonArray("declared").getJsonObject(0);
      assertThat(never.getString("unit")).isEqualTo("kubernetes:nowhere");
      assertThat(never.getBoolean("silent")).isTrue();
      assertThat(never.containsKey("committedAt")).isFalse();
      JsonObject reports = json.getJsonArray("declared").getJsonObject(1);
      assertThat(reports.containsKey("committedAt")).isTrue();
      assertThat(json.getJsonArray("undeclared").size()).isPositive();
    }
  }

  private static JsonObject scope(DemoVisitor visitor) {
    return new JsonObject(visitor.get("/api/v1/scope").body());
  }

  /** One unit that reports, and one that never did. */
  private static void declare(DemoCollector collector, Instant now) {
    collector
        .database()
        .change(
            handle -> {
              handle.execute(
                  "INSERT INTO owner_scope (serial, idx, owner_key, valid_from) VALUES (3, 7, ?, ?)",
                  new byte[32],
                  now.toEpochMilli());
              handle.execute(
                  "INSERT INTO owner_scope_unit (serial, agent, unit, longest)"
                      + " VALUES (3, '', 'kubernetes:nowhere', 7200)");
              handle.execute(
                  "INSERT INTO owner_scope_unit (serial, agent, unit, longest)"
                      + " SELECT 3, agent_id, name, 7200 FROM unit ORDER BY name LIMIT 1");
            });
  }
}
