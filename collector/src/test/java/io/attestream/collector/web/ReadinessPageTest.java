package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessPageTest {
  @TempDir private Path directory;
  private DemoCollector collector;
  private DemoVisitor viewer;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, MutableClock.at("2026-11-22T06:00:00Z"));
    viewer = DemoVisitor.signedIn(collector, "viewer");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void looksAheadToTheDayThatWasTyped() {
    String html = viewer.get("/readiness?audit=2027-01-15").body();
    assertThat(html)
        .contains("value=\"2027-01-15\"", "min=\"2026-11-22\"", "Now and in 54 days")
        .contains("Fix first", "failing resources", "Controls and clauses, worst first")
        .contains(
            "likely major nonconformity",
            "Clause 6.1.3",
            "By 2027-01-15:",
            "Not assessed, because no facts")
        .contains("href=\"/readiness\" aria-current=\"page\"");
  }

  @Test
  void withoutADayItLooksNinetyDaysAhead() {
    assertThat(viewer.get("/readiness").body()).contains("value=\"2027-02-20\"", "in 90 days");
  }

  @Test
  void stageOneRaisesAreasOfConcern() {
    assertThat(viewer.get("/readiness?audit=2027-01-15&stage=1").body())
        .contains("area of concern")
        .doesNotContain("nonconformity now");
  }

  @Test
  void aDayThatIsPastIsRefusedAndStaysInTheField() {
    HttpResponse<String> page = viewer.get("/readiness?audit=2026-11-21");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("value=\"2026-11-21\"", "expected a day that is not past", "role=\"alert\"");
    HttpResponse<String> api = viewer.get("/api/v1/readiness?audit=2026-11-21");
    assertThat(api.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(api.body()).getString("detail")).contains("audit", "2026-11-21");
  }

  /** The page and the API read the same facts. */
  @Test
  void pageAndApiSayTheSame() {
    JsonObject json =
        new JsonObject(viewer.get("/api/v1/readiness?audit=2027-01-15&stage=2").body());
    String html = viewer.get("/readiness?audit=2027-01-15").body();
    assertThat(json.getJsonArray("fixFirst")).isNotEmpty();
    for (Object each : json.getJsonArray("fixFirst")) {
      JsonObject fix = (JsonObject) each;
      assertThat(html).contains("href=\"/controls/" + fix.getString("control") + "\"");
    }
    assertThat(json.getJsonArray("items").getJsonObject(0).getJsonObject("then").getString("grade"))
        .isEqualTo("LIKELY_MAJOR");
  }
}
