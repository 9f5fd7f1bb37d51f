package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClausePagesTest {
  @TempDir private Path directory;
  private DemoCollector collector;
  private DemoVisitor manager;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, MutableClock.at("2026-11-22T06:00:00Z"));
    manager = DemoVisitor.signedIn(collector, "manager");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void documentsAuditsAndReviewsAreRecordedAndWithdrawn() {
    assertThat(manager.get("/clauses").body()).contains("The register is not begun", "9.2.1");
    assertThat(
            post(
                    "/clauses/5.2",
                    Map.of(
                        "slot", "DOCUMENTATION",
                        "title", "Policy <4>",
                        "reference", "wiki",
                        "effectiveOn", "2026-11-01",
                        "reviewDays", "365",
                        "owner", "board"))
                .statusCode())
        .isEqualTo(303);
    assertThat(manager.get("/clauses/5.2").body()).contains("Policy &lt;4&gt;", "2027-11-01");

    Map<String, String> audit =
        Map.of(
            "kind", "AUDIT",
            "title", "Audit of 2026",
            "plannedOn", "2026-11-01",
            "auditors", "Ada, Ben",
            "scope", "clauses A.8");
    assertThat(post("/clauses", audit).statusCode()).isEqualTo(303);
    assertThat(manager.get("/clauses").body()).contains("Audit of 2026", "by Ada, Ben", "late");
    assertThat(post("/clauses", Map.of("held", "1", "heldOn", "2026-12-01")).body())
        .contains("in the future", "a reference to its report");
    post("/clauses", Map.of("held", "1", "heldOn", "2026-11-02", "reference", "reports/1"));
    assertThat(manager.get("/clauses").body()).contains("reports/1").doesNotContain("</span>late");

    post("/clauses", Map.of("withdraw", "1"));
    assertThat(manager.get("/clauses").body()).contains("None is planned or held.");
    assertThat(post("/clauses", Map.of("withdraw", "1")).statusCode()).isEqualTo(422);
    assertThat(manager.get("/clauses/9.9").statusCode()).isEqualTo(404);
  }

  @Test
  void aViewerSeesThemAndNoForm() {
    DemoVisitor viewer = DemoVisitor.signedIn(collector, "viewer");
    assertThat(viewer.get("/clauses").body())
        .contains("9.3.2")
        .doesNotContain("<h2 id=\"plan-title");
    assertThat(viewer.get("/clauses/9.3.2").body()).doesNotContain("<h2 id=\"bring-title");
    assertThat(viewer.post("/clauses", Map.of("csrf", viewer.csrf())).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", manager.csrf());
    return manager.post(path, form);
  }
}
