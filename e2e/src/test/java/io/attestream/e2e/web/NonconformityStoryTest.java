package io.attestream.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.Role;
import io.attestream.collector.access.Users;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.e2e.components.Browser;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failing check becomes a nonconformity, is corrected, analysed, planned, carried out and verified,
 * proves effective, and comes back: a real collector with its log, an agent that signs, two managers
 * and a viewer in Chromium, and a clock that jumps.
 */
@RequiresComponent("chromium")
class NonconformityStoryTest {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final String CONTROL = "/controls/8.18";
  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T08:00:00Z");
  private final TestAgent agent = new TestAgent("cluster-agent");
  private final TestUnit unit = new TestUnit("kubernetes:shop");
  private Path data;
  private TestCollector collector;
  private Browser browser;

  @BeforeEach
  void start() {
    data = directory.resolve("data");
    collector = new TestCollector(data, clock, Map.of());
    SecureRandom random = new SecureRandom();
    Users users = new Users(collector.database(), new Passwords(random), random, clock);
    users.create("ada", Role.MANAGER, PASSWORD);
    users.create("bob", Role.MANAGER, PASSWORD);
    users.create("vic", Role.VIEWER, PASSWORD);
    collector.enrol(agent);
    browser = Browser.launch();
  }

  @AfterEach
  void stop() {
    browser.close();
    collector.close();
  }

  @Test
  void fromLikelyMinorToEffectiveAndBack() throws Exception {
    for (int i = 1; i <= 20; i++) {
      judge("pod-" + i, i == 1 ? Status.FAIL : Status.PASS, Duration.ofDays(3));
    }
    commit();

    try (Reader ada = reader("ada");
        Reader bob = reader("bob");
        Reader vic = reader("vic")) {
      until(ada, CONTROL, "#grade", "Likely minor nonconformity");
      adaOpensItOnTheFindingAndPlans(ada);
      step(bob, "Accept the plan", "#text", "Sound.");
      ada.open("/nonconformities/1");
      step(ada, "Record the implementation", "#proof", "The policy denies privileged pods.");
      bob.open("/nonconformities/1");
      bob.page().fill("#windowDays", "30");
      step(bob, "Verified: begin the window", "#text", "Tried it: denied.");
      assertThat(bob.page().textContent("[role=alert]"))
          .contains("1 failure in its scope is still open");

      judge("pod-1", Status.PASS, Duration.ZERO);
      commit();
      until(ada, "/findings", "#results", "No open finding.");
      step(bob, "Verified: begin the window", "#text", "Tried it again: denied.");
      assertThat(bob.page().textContent("#stage")).contains("window ends in 30 days");
      aViewerChangesNothing(vic);
      look(ada, "verifying");
    }

    clock.advance(Duration.ofDays(30));
    try (Reader ada = reader("ada")) {
      assertThat(ada.open("/nonconformities/1").textContent("#stage"))
          .contains("not every unit has reported since the window ended");
      commit();
      until(
          ada, "/nonconformities/1", "#timeline", "no new failure within the effectiveness window");
      assertThat(ada.page().textContent(".steps [aria-current=step]")).contains("effective");
    }

    clock.advance(Duration.ofDays(20));
    judge("pod-7", Status.FAIL, Duration.ZERO);
    commit();
    try (Reader ada = reader("ada")) {
      until(ada, "/nonconformities/1", "#stage", "Reopened 1 time.");
      assertThat(ada.page().textContent("#timeline"))
          .contains("failed again within a year of an effective corrective action")
          .contains(CHECK + " on pod-7 in kubernetes:shop", "by collector");
      until(ada, CONTROL, "#grade", "Rule M4");
      assertThat(ada.page().textContent("#grade")).contains("Likely major nonconformity");
      assertThat(ada.page().textContent("#register"))
          .contains("NC-2026-001", "reopened, due in 30 days");
      look(ada, "reopened");
      ada.assertNoComplaints();
    }
    theBundleCarriesTheRegisterAndItsDecisions();
  }

  private void adaOpensItOnTheFindingAndPlans(Reader ada) {
    Page page = ada.open("/findings");
    page.locator("#results a[href^='/nonconformities/new']").first().press("Enter");
    page.waitForSelector("#statement");
    assertThat(page.inputValue("#statement")).contains("name of pod-1", "kubernetes:shop");
    assertThat(page.inputValue("#checks")).isEqualTo(CHECK);
    assertThat(page.inputValue("#kind")).isEqualTo("MINOR");
    page.selectOption("#requirement", "A.8.18");
    page.fill("#unit", "");
    page.fill("#owner", "platform team");
    page.press("#owner", "Enter");
    page.waitForURL("**/nonconformities/1");
    assertThat(page.textContent("h1")).isEqualTo("NC-2026-001");
    step(ada, "Record the correction", "#text", "Removed the pod.");
    page.fill("#method", "Five whys");
    page.fill("#category", "missing default");
    step(ada, "Record the cause", "#cause", "Nothing denies privileged pods.");
    page.fill("#what-1", "Admission policy");
    page.fill("#owner-1", "ada");
    page.fill("#due-1", "2026-11-20");
    page.click("text=Record the plan");
    page.waitForSelector("text=Accept the plan");
    step(ada, "Accept the plan", "#text", "Mine is good.");
    assertThat(page.textContent("[role=alert]"))
        .contains("plan acceptance needs someone other than the owner and whoever did the work");
    assertThat(ada.open("/findings").textContent("#results")).contains("NC-2026-001", "planned");
  }

  private void aViewerChangesNothing(Reader vic) {
    Page page = vic.open("/nonconformities/1");
    assertThat(page.locator("main form[method=post]").count()).isZero();
    for (String path : new String[] {"/nonconformities/1", "/nonconformities"}) {
      Object status =
          page.evaluate(
              """
              path => fetch(path, {method: 'POST', headers: {
                'Content-Type': 'application/x-www-form-urlencoded',
                'X-CSRF-Token': document.querySelector('meta[name=csrf]').content},
                body: 'do=NOTE&text=mine'}).then(answer => answer.status)
              """,
              path);
      assertThat(status).as(path).isEqualTo(403);
    }
    assertThat(vic.open("/nonconformities/1").textContent("#timeline")).doesNotContain("mine");
  }

  private void theBundleCarriesTheRegisterAndItsDecisions() throws Exception {
    LogIdentity identity =
        LogIdentity.existing(DataDirectory.open(data), collector.database(), Optional.empty());
    Path bundle = directory.resolve("bundle.zip");
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            clock)
        .export(bundle, new BundlePeriod(Instant.EPOCH, clock.instant()), percent -> {});
    VerificationReport report =
        Verifier.verify(bundle, VerifyOptions.withLogKey(identity.verifier()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isNotEqualTo(Outcome.INVALID);
    assertThat(report.entries())
        .as("opened, six steps of people, two of the collector")
        .containsEntry(DecisionEntry.PREDICATE_TYPE, 9L);
    try (ZipFile zip = new ZipFile(bundle.toFile());
        var in = zip.getInputStream(zip.getEntry(BundlePath.REGISTER))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"number\":\"NC-2026-001\"", "\"stage\":\"REOPENED\"");
    }
  }

  private void judge(String pod, Status status, Duration ago) {
    unit.set(CHECK, pod, status, clock.instant().minus(ago));
  }

  private void commit() {
    try (TestStream stream = collector.connect(agent)) {
      stream.deliver(agent.commit(unit, clock.instant()));
    }
  }

  private Reader reader(String name) {
    return Reader.signedIn(
        browser,
        "http://127.0.0.1:" + collector.port(),
        name,
        PASSWORD,
        new NewContextOptions().setViewportSize(1280, 900));
  }

  /** Fills the last field of the step's form and presses its button. */
  private static void step(Reader reader, String button, String field, String text) {
    Page page = reader.page();
    if (!page.url().endsWith("/nonconformities/1")) {
      page = reader.open("/nonconformities/1");
    }
    page.fill(field, text);
    page.evaluate("window.before = true");
    page.click("#next button:has-text('" + button + "')");
    for (int i = 0; i < 150 && !arrived(page); i++) {
      page.waitForTimeout(100);
    }
    if (!arrived(page)) {
      Browser.screenshot(page, "stuck-nonconformity");
    }
    assertThat(arrived(page)).as("the page after '%s'", button).isTrue();
  }

  /** Whether the page that was marked before a form was sent has given way to its answer. */
  private static boolean arrived(Page page) {
    try {
      return Boolean.TRUE.equals(
          page.evaluate("!window.before && document.readyState === 'complete'"));
    } catch (PlaywrightException between) {
      return false;
    }
  }

  /** Opens a page again and again until a part of it says something; what it waits for is work. */
  private static void until(Reader reader, String path, String part, String text) {
    Page page = reader.open(path);
    for (int i = 0; i < 100 && !page.textContent(part).contains(text); i++) {
      page.waitForTimeout(100);
      page = reader.open(path);
    }
    assertThat(page.textContent(part)).contains(text);
  }

  private static void look(Reader reader, String name) {
    Page page = reader.open("/nonconformities/1");
    Browser.screenshot(page, "light-nonconformity-" + name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browser.screenshot(page, "dark-nonconformity-" + name);
    page.setViewportSize(380, 800);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(380);
    Browser.screenshot(page, "phone-nonconformity-" + name);
    page.setViewportSize(1280, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }
}
