package io.attestream.collector.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.sheet.Xlsx;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementPagesTest {
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
  void aManagerDraftsChangesAndFreezes() {
    assertThat(manager.get("/soa").body()).contains("There is no Statement yet.");
    assertThat(post("/soa", Map.of("do", "draft")).body()).contains("93 rows were added.");
    HttpResponse<String> row =
        post(
            "/soa/rows/8.11",
            Map.of(
                "applicable", "no",
                "justification", "No production data is copied.",
                "approvedBy", "The board",
                "implemented", "YES",
                "owner", "data"));
    assertThat(row.statusCode()).isEqualTo(303);
    assertThat(manager.get("/soa").body())
        .contains("No production data is copied.", "approved by The board", "92 apply, 1 excluded");

    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\n");
    ControlRegistry.bundled().controls().stream()
        .filter(control -> !control.id().equals("8.11"))
        .forEach(control -> csv.append(control.id()).append(",yes,RISK,platform\n"));
    assertThat(post("/soa", Map.of("do", "import", "csv", csv.toString())).body())
        .contains("92 rows changed.");
    HttpResponse<String> frozen = post("/soa", Map.of("do", "freeze", "note", "Stage 2"));
    assertThat(frozen.headers().firstValue("Location")).contains("/soa/versions/1");
    assertThat(manager.get("/soa/versions/1").body()).contains("Frozen by manager", "Stage 2");
    HttpResponse<String> file = manager.get("/soa/export.csv");
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.body()).contains("8.11,no,,No production data is copied.,The board,YES,,data");
  }

  @Test
  void aWorkbookGoesOutAndComesBack() {
    post("/soa", Map.of("do", "draft"));
    byte[] workbook = manager.download("/soa/export.xlsx");
    assertThat(post("/soa", Map.of("do", "import", "xlsx", base64(workbook))).body())
        .contains("the file changes nothing");
    List<List<String>> lines =
        List.of(
            List.of("control", "applicable", "owner"),
            List.of("5.10", "yes", "=cmd|' /C calc'!A0"),
            List.of("5.1", "yes", "Grace"));
    byte[] changed = Xlsx.write("Statement", lines);
    assertThat(post("/soa", Map.of("do", "import", "xlsx", base64(changed))).body())
        .contains("2 rows changed.");
    assertThat(manager.get("/soa/export.csv").body())
        .contains("5.1,yes,,,,YES,,Grace", "5.10,yes,,,,YES,,'=cmd|' /C calc'!A0");
    HttpResponse<String> refused =
        post("/soa", Map.of("do", "import", "xlsx", base64("no workbook".getBytes(UTF_8))));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("the file is no XLSX workbook");
    assertThat(post("/soa", Map.of("do", "import", "xlsx", "%")).body())
        .contains("not given in base64");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aLongFileIsTaken() {
    StringBuilder csv = new StringBuilder("control,applicable,justification,approvedBy,owner\n");
    ControlRegistry.bundled()
        .controls()
        .forEach(
            control ->
                csv.append(control.id()).append(",no,").append("x".repeat(300)).append(",b,o\n"));
    assertThat(csv.length()).isGreaterThan(20_000);
    assertThat(post("/soa", Map.of("do", "import", "csv", csv.toString())).body())
        .contains("93 rows changed.");
  }

  @Test
  void aRowThatResourcesSpeakAgainstIsNamed() {
    post("/soa", Map.of("do", "draft"));
    assertThat(manager.get("/soa").body()).doesNotContain("What the checks speak against");
    post(
        "/soa/rows/8.18",
        Map.of("applicable", "no", "justification", "none", "approvedBy", "b", "owner", "o"));
    assertThat(manager.get("/soa").body())
        .contains(
            "What the checks speak against",
            "The Statement says excluded, but its checks judge resources that are there: ");
    assertThat(manager.get("/api/v1/soa").body()).contains("\"says\":\"excluded\"");
  }

  @Test
  void whatIsRefusedSaysWhyAndKeepsWhatWasTyped() {
    HttpResponse<String> row =
        post(
            "/soa/rows/8.5",
            Map.of("applicable", "yes", "implemented", "PLANNED", "owner", "Grace"));
    assertThat(row.statusCode()).isEqualTo(422);
    assertThat(row.body())
        .contains("a planned implementation needs its due date", "value=\"Grace\"");
    HttpResponse<String> file = post("/soa", Map.of("do", "import", "csv", "control\n8.5\n"));
    assertThat(file.statusCode()).isEqualTo(422);
    assertThat(file.body()).contains("the columns control and applicable must be there");
  }

  @Test
  void aViewerSeesEverythingAndNoForm() {
    post("/soa", Map.of("do", "draft"));
    DemoVisitor viewer = DemoVisitor.signedIn(collector, "viewer");
    for (String path : new String[] {"/soa", "/soa/rows/8.5", "/controls/8.5/evidence"}) {
      HttpResponse<String> page = viewer.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body().replace("action=\"/logout\"", ""))
          .as(path)
          .doesNotContain("method=\"post\" action=\"/soa", "method=\"post\" action=\"/controls");
      HttpResponse<String> refused =
          viewer.post(path, Map.of("csrf", viewer.csrf(), "do", "draft"));
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
      assertThat(refused.body()).contains("the role manager or admin; you are signed in as viewer");
    }
  }

  @Test
  void documentsAndRecordsAreTakenAndWithdrawn() {
    Map<String, String> form =
        Map.of(
            "slot", "OPERATION",
            "title", "Screening log <2026>",
            "reference", "https://wiki.example/screening",
            "effectiveOn", "2026-11-01",
            "reviewDays", "365",
            "owner", "people team");
    assertThat(post("/controls/6.1/evidence", form).statusCode()).isEqualTo(303);
    assertThat(manager.get("/controls/6.1/evidence").body())
        .contains("Screening log &lt;2026&gt;", "2027-11-01", "Documents and records: missing");
    Map<String, String> document = new HashMap<>(form);
    document.put("slot", "DOCUMENTATION");
    post("/controls/6.1/evidence", document);
    assertThat(manager.get("/controls/6.1/evidence").body())
        .contains("Documents and records: valid");
    assertThat(post("/controls/6.1/evidence", Map.of("withdraw", "1")).statusCode()).isEqualTo(303);
    assertThat(post("/controls/6.1/evidence", Map.of("withdraw", "1")).statusCode()).isEqualTo(422);
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", manager.csrf());
    return manager.post(path, form);
  }
}
