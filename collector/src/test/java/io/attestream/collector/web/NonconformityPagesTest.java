package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.sheet.SheetLine;
import io.attestream.collector.sheet.Xlsx;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonconformityPagesTest {
  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private DemoCollector collector;
  private DemoVisitor manager;
  private DemoVisitor admin;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, clock);
    manager = DemoVisitor.signedIn(collector, "manager");
    admin = DemoVisitor.signedIn(collector, "admin");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void fromAFindingToAMarkOnTheFindingAndItsControl() {
    String findings = manager.get("/findings").body();
    Matcher link = Pattern.compile("/nonconformities/new\\?finding=\\d+").matcher(findings);
    assertThat(link.find()).isTrue();
    String form = manager.get(link.group()).body();
    String check = field(form, "textarea id=\"checks\"[^>]*>([^<]+)<");
    String requirement = field(form, "<option value=\"(A\\.[0-9.]+)\" selected>");
    Map<String, String> draft = new HashMap<>();
    draft.put("kind", "MINOR");
    draft.put("requirement", requirement);
    draft.put("source", "FINDING");
    draft.put("statement", "<b>it</b> fails");
    draft.put("checks", check);
    draft.put("unit", "");
    draft.put("owner", "platform");
    assertThat(post(manager, "/nonconformities", draft).headers().firstValue("Location"))
        .contains("/nonconformities/1");
    assertThat(manager.get("/nonconformities/1").body())
        .contains(
            "NC-2026-001", "&lt;b&gt;it&lt;/b&gt; fails", "Record the correction", "due in 14 days")
        .doesNotContain("<b>it</b>");
    assertThat(manager.get("/findings?check=" + check).body())
        .contains("NC-2026-001", "open, due in 14 days")
        .doesNotContain("Open a nonconformity");
    assertThat(manager.get("/controls/" + requirement.substring(2)).body())
        .contains("NC-2026-001", "open, due in 14 days");
    clock.advance(Duration.ofDays(15));
    manager = DemoVisitor.signedIn(collector, "manager");
    assertThat(manager.get("/nonconformities?state=overdue").body())
        .contains("NC-2026-001", "1 day overdue");
  }

  @Test
  void theFormsTakeAnEntryThroughItsLife() {
    open("MAJOR", "9.2");
    assertThat(manager.get("/nonconformities/1").body())
        .contains("Clause 9.2", "The data shows none.");
    step(manager, Map.of("do", "CORRECTION", "text", "stopped it"));
    step(
        manager,
        Map.of("do", "CAUSE", "method", "Five whys", "cause", "why", "category", "No owner"));
    assertThat(manager.get("/nonconformities/1").body()).contains("Action 5", "min=\"2026-11-22\"");
    step(
        manager,
        Map.of("do", "PLAN", "what-2", "appoint one", "owner-2", "board", "due-2", "2026-12-24"));
    assertThat(manager.get("/nonconformities/1").body())
        .contains("appoint one – board, until 2026-12-24", "Accept the plan", "Replace the plan");
    HttpResponse<String> own =
        post(
            manager, "/nonconformities/1", Map.of("do", "PLAN_ACCEPTANCE", "text", "my own words"));
    assertThat(own.statusCode()).isEqualTo(422);
    assertThat(own.body())
        .contains("plan acceptance needs someone other than the owner", ">my own words</textarea>");
    step(admin, Map.of("do", "PLAN_ACCEPTANCE", "text", "fine"));
    step(
        manager,
        Map.of("do", "IMPLEMENTATION", "proof", "minutes", "reference", "https://wiki.example/7"));
    assertThat(manager.get("/nonconformities/1").body())
        .contains("<a href=\"https://wiki.example/7\" rel=\"noopener noreferrer nofollow\">");
    step(admin, Map.of("do", "VERIFICATION", "text", "read them", "windowDays", "30"));
    assertThat(manager.get("/nonconformities/1").body())
        .contains("Nothing to do until the window ends.", "window ends in 30 days");
    clock.advance(Duration.ofDays(31));
    manager = DemoVisitor.signedIn(collector, "manager");
    assertThat(manager.get("/nonconformities/1").body()).contains("window ended 1 day ago");
    step(manager, Map.of("do", "EFFECTIVENESS", "text", "held two audits"));
    assertThat(manager.get("/nonconformities").body()).contains("No open entry.");
    assertThat(manager.get("/nonconformities?state=closed").body()).contains("NC-2026-001");
    step(manager, Map.of("do", "REOPENING", "text", "the third was missed"));
    assertThat(manager.get("/nonconformities/1").body())
        .contains(
            "Reopened 1 time.", "aria-current=\"step\"", "round 1", "analyse the cause again");
  }

  @Test
  void ticketsAreLinkedOnlyWhenTheyAreWebAddresses() {
    open("OFI", "A.5.1");
    step(manager, Map.of("do", "TICKET", "ticket", "javascript:alert(1)"));
    step(manager, Map.of("do", "TICKET", "ticket", "https://t.example/1"));
    step(manager, Map.of("do", "NOTE", "text", "told the board"));
    step(manager, Map.of("do", "CHANGE", "owner", "board", "kind", "OFI", "reason", "theirs"));
    assertThat(manager.get("/nonconformities/1").body())
        .contains(
            "OFI-2026-001", "href=\"https://t.example/1\"", "told the board", "platform → board")
        .doesNotContain("href=\"javascript");
  }

  @Test
  void theRegisterIsExportedAndNoCellIsAFormula() {
    open("MINOR", "9.2");
    post(
        manager,
        "/nonconformities",
        Map.of(
            "kind", "OFI",
            "requirement", "A.5.1",
            "source", "OBSERVATION",
            "statement", "=1+1, \"quoted\"",
            "evidence", "x",
            "owner", "o"));
    HttpResponse<String> csv = manager.get("/nonconformities/export.csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    assertThat(csv.body().lines().toList())
        .hasSize(3)
        .anyMatch(
            line ->
                line.startsWith("OFI-2026-001,OFI,A.5.1,OBSERVATION,\"'=1+1, \"\"quoted\"\"\""));
    List<String> problems = new ArrayList<>();
    List<SheetLine> workbook =
        Xlsx.read(manager.download("/nonconformities/export.xlsx"), problems);
    assertThat(problems).isEmpty();
    assertThat(workbook).hasSize(3);
    assertThat(workbook.get(0).cells()).startsWith("number", "kind", "requirement");
    assertThat(workbook)
        .anySatisfy(
            line ->
                assertThat(line.cells())
                    .startsWith("OFI-2026-001", "OFI", "A.5.1", "OBSERVATION", "=1+1, \"quoted\""));
  }

  @Test
  void whatIsRefusedSaysWhyAndKeepsWhatWasTyped() {
    HttpResponse<String> refused =
        post(
            manager,
            "/nonconformities",
            Map.of(
                "kind",
                "MINOR",
                "requirement",
                "9.2",
                "source",
                "OBSERVATION",
                "statement",
                "kept"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("an owner is needed", "evidence is needed", ">kept</textarea>");
    open("MINOR", "9.2");
    assertThat(post(manager, "/nonconformities/1", Map.of("do", "DANCE")).body())
        .contains("do is 'DANCE', expected one of");
    assertThat(post(manager, "/nonconformities/1", Map.of("do", "PLAN", "what-1", "x")).body())
        .contains("the day of action 1 is needed");
    assertThat(manager.get("/nonconformities/99").statusCode()).isEqualTo(404);
    assertThat(manager.get("/nonconformities/new?control=9.9").statusCode()).isEqualTo(404);
  }

  @Test
  void aViewerSeesEverythingAndNoForm() {
    open("MINOR", "9.2");
    DemoVisitor viewer = DemoVisitor.signedIn(collector, "viewer");
    for (String path :
        new String[] {"/nonconformities", "/nonconformities/1", "/findings", "/controls/8.3"}) {
      assertThat(viewer.get(path).body())
          .as(path)
          .doesNotContain("method=\"post\" action=\"/nonconformities", "/nonconformities/new");
    }
    assertThat(viewer.get("/nonconformities/new").statusCode()).isEqualTo(403);
    assertThat(post(viewer, "/nonconformities/1", Map.of("do", "NOTE", "text", "x")).statusCode())
        .isEqualTo(403);
  }

  private void open(String kind, String requirement) {
    HttpResponse<String> answer =
        post(
            manager,
            "/nonconformities",
            Map.of(
                "kind", kind,
                "requirement", requirement,
                "source", "INTERNAL_AUDIT",
                "statement", "No audit was held",
                "evidence", "the programme is empty",
                "owner", "platform"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static void step(DemoVisitor visitor, Map<String, String> fields) {
    HttpResponse<String> answer = post(visitor, "/nonconformities/1", fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static String field(String html, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(html);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static HttpResponse<String> post(
      DemoVisitor visitor, String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", visitor.csrf());
    return visitor.post(path, form);
  }
}
