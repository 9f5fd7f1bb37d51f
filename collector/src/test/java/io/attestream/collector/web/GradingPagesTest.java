package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.grading.ParameterValues;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradingPagesTest {
  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private DemoCollector collector;
  private DemoVisitor admin;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, clock);
    admin = DemoVisitor.signedIn(collector, "admin");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void anAdministratorChangesAValueAndTheControlSaysWhatDecided() {
    assertThat(admin.get("/grading").body()).contains("The defaults", "graceDays.high");
    assertThat(post("graceDays.critical", "3", "our SLA <v2>").statusCode()).isEqualTo(303);
    assertThat(admin.get("/grading").body())
        .contains("Version 1.", "our SLA &lt;v2&gt;", "graceDays.critical</span>: 1 → 3");
    HttpResponse<String> refused = post("graceDays.critical", "three", "why");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("expected a number");
    assertThat(admin.get("/controls/8.18").body())
        .contains("evidence is fresh until", "Decided with", "majorAgeDays.");
  }

  @Test
  void theApiChangesOneValueAndTellsAll() {
    HttpResponse<String> changed =
        admin.send(
            admin
                .request("/api/v1/grading-parameters")
                .header("X-CSRF-Token", admin.csrf())
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"reason\":\"agreed\",\"values\":{\"period.days\":\"365\"}}")));
    assertThat(changed.statusCode()).isEqualTo(201);
    assertThat(admin.get("/api/v1/grading-parameters").body())
        .contains("\"version\":1", "\"from\":\"90\",\"to\":\"365\"");
    assertThat(admin.get("/api/v1/controls/8.18").body()).contains("\"freshUntil\":\"2026");
  }

  @Test
  void aManagerReadsAndChangesNothing() {
    DemoVisitor manager = DemoVisitor.signedIn(collector, "manager");
    assertThat(manager.get("/grading").body())
        .contains("graceDays.high")
        .doesNotContain("Change and grade anew");
    assertThat(
            manager.post("/grading", Map.of("csrf", manager.csrf(), "reason", "walk")).statusCode())
        .isEqualTo(403);
  }

  private HttpResponse<String> post(String key, String value, String reason) {
    Map<String, String> form = new HashMap<>(ParameterValues.of(GradingParameters.DEFAULTS));
    form.put(key, value);
    form.put("reason", reason);
    form.put("csrf", admin.csrf());
    return admin.post("/grading", form);
  }
}
