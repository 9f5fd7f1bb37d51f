package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExceptionPagesTest {
  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private DemoCollector collector;
  private DemoVisitor manager;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, clock);
    manager = DemoVisitor.signedIn(collector, "manager");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void exceptionsAreRecordedCountedAndWithdrawn() {
    assertThat(manager.get("/exceptions").body()).contains("Nothing is recorded.");
    assertThat(post(form("kubernetes:production", "The board")).statusCode()).isEqualTo(303);
    long failing =
        collector
            .database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "SELECT COUNT(*) FROM result r JOIN unit u ON u.id = r.unit_id"
                                + " WHERE u.name = 'kubernetes:production' AND r.status = 1")
                        .mapTo(Long.class)
                        .one());
    assertThat(failing).isPositive();
    assertThat(manager.get("/exceptions").body())
        .contains("vendor &lt;agent&gt;", "data-label=\"Matches now\">" + failing)
        .contains(
            "1 recorded: 0 in force, 1 end within 30 days, 0 expired, 0 not approved; 0 cover");

    post(form("kubernetes:nowhere", ""));
    assertThat(manager.get("/exceptions").body())
        .contains("none: unused", "nobody", "1 not approved; 1 cover nothing now");
    assertThat(post(Map.of("withdraw", "2")).statusCode()).isEqualTo(303);
    assertThat(manager.get("/exceptions").body()).contains("1 recorded").doesNotContain("unused");
    assertThat(post(Map.of("withdraw", "2")).body()).contains("there is no exception 2");
  }

  @Test
  void whatAnExceptionCoversIsMarkedAndStaysAFailure() {
    String findings = "/findings?unit=kubernetes:production";
    String resource = "/resources/" + failing();
    assertThat(manager.get(findings).body()).doesNotContain("excepted until");
    assertThat(manager.get(resource).body()).doesNotContain("excepted until");
    post(form("kubernetes:production", "The <board>"));
    String mark = "excepted until 2026-11-30, by The &lt;board&gt;";
    assertThat(manager.get(findings).body()).contains(mark, "</span>open</span>");
    assertThat(manager.get("/findings?unit=aws:123456789012:global").body())
        .doesNotContain("excepted until");
    assertThat(manager.get(resource).body()).contains(mark, "FAIL", "owner platform");
    assertThat(manager.get("/controls/8.18").body()).contains(" under an exception");
    JsonObject finding =
        new JsonObject(manager.get("/api/v1" + findings).body())
            .getJsonArray("findings")
            .getJsonObject(0);
    assertThat(finding.getJsonObject("exception").getString("until")).isEqualTo("2026-11-30");

    clock.advance(Duration.ofDays(9));
    manager = DemoVisitor.signedIn(collector, "manager");
    assertThat(manager.get(findings).body()).doesNotContain("excepted until");
  }

  private long failing() {
    return collector
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT f.resource_id FROM finding f JOIN unit u ON u.id = f.unit_id"
                            + " JOIN result r ON r.unit_id = f.unit_id AND r.leaf_key = f.leaf_key"
                            + " WHERE u.name = 'kubernetes:production' AND r.status = 1"
                            + " AND f.resolved_at IS NULL LIMIT 1")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void anExceptionIsShownAsExpiredByClockAlone() {
    post(form("kubernetes:production", "The board"));
    clock.advance(Duration.ofDays(10));
    manager = DemoVisitor.signedIn(collector, "manager");
    assertThat(manager.get("/exceptions").body())
        .contains("1 expired", "none of them is taken out");
  }

  @Test
  void aFileIsImportedAndWhatWasExportedAddsNothing() {
    String csv =
        "check,unit,owner,reason,approvedBy,expiresOn\r\n"
            + ",kubernetes:production,platform,\"vendor, agent\",The board,2026-12-01\r\n"
            + ",kubernetes:staging,platform,trial,,2026-12-02\r\n";
    assertThat(post(Map.of("do", "import", "csv", csv)).body())
        .contains("2 exceptions were recorded.", "vendor, agent", "2 recorded");
    String exported = manager.get("/exceptions/export.csv").body();
    HttpResponse<String> again = post(Map.of("do", "import", "csv", exported));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("the file adds nothing", "2 recorded");
    byte[] workbook = manager.download("/exceptions/export.xlsx");
    assertThat(
            post(Map.of("do", "import", "xlsx", Base64.getEncoder().encodeToString(workbook)))
                .body())
        .contains("the file adds nothing");
    String wrong = "unit,owner,reason,expiresOn\nx,platform,why,soon\nx,,why,2026-12-01\n";
    assertThat(post(Map.of("do", "import", "csv", wrong)).body())
        .contains("line 2: expiresOn is 'soon'", "line 3: an owner of at most", "2 recorded");
  }

  @Test
  void whatIsRefusedSaysWhy() {
    Map<String, String> form = new HashMap<>(form("", ""));
    form.put("expiresOn", "2026-11-21");
    HttpResponse<String> refused = post(form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("a check, unit, resource or name pattern is needed", "the last day must be");
    form.put("expiresOn", "");
    assertThat(post(form).body()).contains("the last day is needed");
  }

  @Test
  void aViewerSeesThemAndNoForm() {
    post(form("kubernetes:production", "The board"));
    DemoVisitor viewer = DemoVisitor.signedIn(collector, "viewer");
    assertThat(viewer.get("/exceptions").body())
        .contains("The board")
        .doesNotContain("action=\"/exceptions\"");
    assertThat(
            viewer.post("/exceptions", Map.of("csrf", viewer.csrf(), "withdraw", "1")).statusCode())
        .isEqualTo(403);
  }

  private static Map<String, String> form(String unit, String approvedBy) {
    return Map.of(
        "unit", unit,
        "owner", "platform",
        "reason", "vendor <agent>",
        "approvedBy", approvedBy,
        "expiresOn", "2026-11-30");
  }

  private HttpResponse<String> post(Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", manager.csrf());
    return manager.post("/exceptions", form);
  }
}
