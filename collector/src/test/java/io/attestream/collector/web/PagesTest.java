package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  private static final Pattern LINK = Pattern.compile("(?:href|action|src)=\"(/[^\"#]*)\"");
  private static final int MOST_PAGES = 250;

  @TempDir static Path directory;
  private static final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private static DemoCollector collector;
  private static DemoCollector firstDay;
  private static DemoVisitor admin;
  private static DemoVisitor newcomer;

  @BeforeAll
  static void start() throws Exception {
    collector = DemoCollector.filled(directory, clock);
    firstDay = DemoCollector.empty(Files.createDirectory(directory.resolve("first")), clock);
    admin = DemoVisitor.signedIn(collector, "admin");
    newcomer = DemoVisitor.signedIn(firstDay, "admin");
  }

  @AfterAll
  static void stop() {
    collector.close();
    firstDay.close();
  }

  @Test
  void everyLinkOnEveryPageLeadsSomewhere() {
    Deque<String> open = new ArrayDeque<>(List.of("/"));
    Set<String> seen = new LinkedHashSet<>(open);
    int read = 0;
    while (!open.isEmpty() && read < MOST_PAGES) {
      String path = open.removeFirst();
      HttpResponse<String> answer = admin.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      read++;
      if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        holdsNothingInline(path, answer.body());
        Matcher link = LINK.matcher(answer.body());
        while (link.find()) {
          String to = link.group(1).replace("&amp;", "&");
          if (!to.equals("/logout")
              && !to.startsWith("/account/")
              && !to.equals("/agents/tokens")
              && seen.add(to)) {
            open.addLast(to);
          }
        }
      }
    }
    assertThat(seen).contains("/controls/8.3", "/findings", "/agents").hasSizeGreaterThan(150);
  }

  private static void holdsNothingInline(String path, String html) {
    assertThat(html)
        .as(path)
        .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
        .doesNotContainPattern("<style")
        .doesNotContainPattern("\\sstyle=")
        .doesNotContainPattern("\\son[a-z]+=\"");
  }

  @Test
  void gradesReadLikelyAndNeverCompliant() {
    for (String path : List.of("/", "/controls", "/controls/8.3", "/findings")) {
      assertThat(admin.get(path).body().toLowerCase(java.util.Locale.ROOT))
          .as(path)
          .contains("likely")
          .doesNotContain("compliant");
    }
  }

  @Test
  void theOverviewShowsAll93ControlsWithWordsForEveryColour() {
    String html = admin.get("/").body();
    assertThat(count(html, "class=\"tile ")).isEqualTo(93);
    assertThat(html).contains("Manual evidence only", "Likely conforming", "Look at this first");
    assertThat(html).contains("kubernetes:production is silent", "was not seen in full");
  }

  @Test
  void aControlShowsHowItWasObservedOverAPeriodThatTheReaderChooses() {
    assertThat(admin.get("/controls/8.3").body())
        .contains(
            "Observation over a period", "Expected observations received", "kubernetes:production");
    String day = admin.get("/controls/8.3?from=2026-11-01&to=2026-11-02").body();
    assertThat(day).contains("value=\"2026-11-01\"", "none fell due", "2 days");
    HttpResponse<String> wrong = admin.get("/controls/8.3?from=soon");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("is not a day such as 2026-11-01");
  }

  @Test
  void onlyAnAdministratorIsOfferedToErase() {
    String page = "/resources/" + collector.resourceWith("FAIL");
    assertThat(admin.get(page).body()).contains("Erase for good");
    assertThat(DemoVisitor.signedIn(collector, "viewer").get(page).body())
        .doesNotContain("Erase for good");
    String wanted =
        admin
            .post(
                page + "/redactions",
                Map.of("csrf", admin.csrf(), "what", "evidence", "reason", "test"))
            .headers()
            .firstValue("Location")
            .orElse("");
    assertThat(wanted).isEqualTo(page);
  }

  @Test
  void aControlThatNoCheckCanShowIsManualAndNeverAResult() {
    String html = admin.get("/controls/6.1").body();
    assertThat(html)
        .contains("Manual evidence only", "No check can evidence this control.", "Manual part")
        .doesNotContain("Likely conforming", "100 %");
  }

  @Test
  void aControlShowsItsRuleTheFactsAndWhatSpeaksAgainstIt() {
    assertThat(admin.get("/controls/8.3").body())
        .contains(
            "Rule ", "Facts", "What speaks against it", "Automated checks", "History of the grade");
  }

  @Test
  void evidenceReadsLikeAPage() {
    String id = collector.resourceWith("FAIL");
    assertThat(admin.get("/resources/" + id).body())
        .contains(
            "Where this comes from", "Observed fields", "Condition", "log entry", "Last confirmed");
  }

  @Test
  void anUnknownSaysItsReasonAndTheApi() {
    String id = collector.resourceWith("UNKNOWN");
    assertThat(admin.get("/resources/" + id).body())
        .contains("UNKNOWN", "ACCESS_DENIED", "Not observed");
  }

  @Test
  void onTheFirstDayEveryPageSaysWhatToDoNext() {
    assertThat(newcomer.get("/").body()).contains("Create an enrolment token");
    assertThat(newcomer.get("/resources").body()).contains("Enrol an agent");
    assertThat(newcomer.get("/agents").body()).contains("Create a token below");
    assertThat(newcomer.get("/findings").body()).contains("what was not seen");
    assertThat(newcomer.get("/bundles").body()).contains("No bundle yet", "Export a bundle");
    assertThat(newcomer.get("/controls/8.3").body()).contains("Not assessed yet");
    assertThat(newcomer.get("/checks/aws.s3.bucket.public-access-blocked").body())
        .contains("No result yet");
  }

  @Test
  void aTokenIsShownOnceToTheAdministratorWhoMadeIt() {
    HttpResponse<String> answer =
        admin.post(
            "/agents/tokens",
            java.util.Map.of("csrf", admin.csrf(), "label", "<b>x</b>", "hours", "2"));
    assertThat(answer.statusCode()).isEqualTo(200);
    Matcher token =
        Pattern.compile("<pre id=\"new-token\">(ate_[^<]+)</pre>").matcher(answer.body());
    assertThat(token.find()).isTrue();
    assertThat(answer.body()).contains("&lt;b&gt;x&lt;/b&gt;").doesNotContain("<b>x</b>");
    assertThat(admin.get("/agents").body()).doesNotContain(token.group(1));
  }

  @Test
  void aBundleIsRequestedListedAndDownloaded() {
    assertThat(admin.post("/bundles", java.util.Map.of("csrf", admin.csrf())).statusCode())
        .isEqualTo(303);
    assertThat(admin.get("/bundles").body()).contains("ready", "--log-key", "/bundles/1/download");
    HttpResponse<String> file = admin.get("/bundles/1/download");
    assertThat(file.body()).isEqualTo("not a real bundle");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
  }

  @Test
  void wrongParametersAreNamed() {
    HttpResponse<String> answer = admin.get("/findings?before=yesterday");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("before", "yesterday", "expected a number");
    assertThat(admin.get("/controls?grade=GREAT").body()).contains("grade", "expected one of");
    assertThat(admin.get("/resources?q=" + "x".repeat(600)).statusCode()).isEqualTo(400);
    assertThat(admin.get("/controls/9.9").statusCode()).isEqualTo(404);
    assertThat(admin.get("/resources/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void listsArePagedByKeyWithoutLossOrRepetition() {
    Set<String> ids = new LinkedHashSet<>();
    String path = "/resources";
    int pages = 0;
    while (!path.isEmpty()) {
      String html = admin.get(path).body();
      Matcher row = Pattern.compile("href=\"/resources/(\\d+)\"").matcher(html);
      while (row.find()) {
        assertThat(ids.add(row.group(1))).as("%s on %s", row.group(1), path).isTrue();
      }
      Matcher next = Pattern.compile("href=\"(/resources\\?after=\\d+)\"").matcher(html);
      path = next.find() ? next.group(1) : "";
      pages++;
    }
    assertThat(pages).isGreaterThan(1);
    assertThat(ids).hasSize(collector.count("resource"));
  }

  private static int count(String text, String piece) {
    return text.split(Pattern.quote(piece), -1).length - 1;
  }
}
