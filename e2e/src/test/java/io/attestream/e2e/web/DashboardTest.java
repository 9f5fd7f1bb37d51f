package io.attestream.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.e2e.components.Browser;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresComponent("chromium")
class DashboardTest {
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("overview", "/");
    PAGES.put("controls", "/controls");
    PAGES.put("control", "/controls/8.3");
    PAGES.put("control-manual", "/controls/6.1");
    PAGES.put("control-evidence", "/controls/6.1/evidence");
    PAGES.put("statement", "/soa");
    PAGES.put("statement-row", "/soa/rows/8.11");
    PAGES.put("readiness", "/readiness");
    PAGES.put("findings", "/findings");
    PAGES.put("register", "/nonconformities");
    PAGES.put("register-entry", "/nonconformities/1");
    PAGES.put("register-open", "/nonconformities/new?control=8.3");
    PAGES.put("exceptions", "/exceptions");
    PAGES.put("clauses", "/clauses");
    PAGES.put("clause", "/clauses/9.2.2");
    PAGES.put("grading", "/grading");
    PAGES.put("notifications", "/notifications");
    PAGES.put("checks", "/checks");
    PAGES.put("check", "/checks/aws.s3.bucket.public-access-blocked");
    PAGES.put("resources", "/resources");
    PAGES.put("resource", "/resources/1");
    PAGES.put("agents", "/agents");
    PAGES.put("bundles", "/bundles");
    PAGES.put("account", "/account");
  }

  @TempDir static Path directory;
  private static DemoCollector collector;
  private static Browser browser;

  @BeforeAll
  static void start() {
    collector = DemoCollector.filled(directory, Clock.systemUTC());
    browser = Browser.launch();
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/nonconformities/new?control=8.3");
      page.selectOption("#kind", "MAJOR");
      page.fill("#evidence", "Seen in the console on the day of the audit.");
      page.fill("#owner", "platform team");
      page.click("main button[type=submit]");
      page.waitForURL("**/nonconformities/1");
      page.fill("#text", "Closed the ports by hand.");
      page.click("#next button");
      page.waitForSelector("#category");
    }
  }

  @AfterAll
  static void stop() {
    browser.close();
    collector.close();
  }

  private static NewContextOptions desktop() {
    return new NewContextOptions().setViewportSize(1280, 900);
  }

  private static Reader reader(NewContextOptions options) {
    return Reader.signedIn(browser, collector, options);
  }

  @Test
  void everyPageOpensWithoutAComplaintFromTheBrowser() {
    try (Reader reader = reader(desktop())) {
      PAGES.forEach(
          (name, path) -> {
            Page page = reader.open(path);
            assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
            reader.waitUntilLive();
            page.waitForTimeout(200);
            Browser.screenshot(page, "light-" + name);
          });
      reader.assertNoComplaints();
    }
  }

  @Test
  void theChartsAreDrawn() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/");
      page.waitForSelector("[data-chart] canvas");
      page.waitForFunction(
          """
          () => [...document.querySelectorAll('[data-chart] canvas')].filter(canvas => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height);
            const drawing = copy.getContext('2d', {willReadFrequently: true});
            drawing.drawImage(canvas, 0, 0);
            const pixels = drawing.getImageData(0, 0, canvas.width, canvas.height).data;
            return pixels.some((value, i) => i % 4 === 3 && value > 0);
          }).length === 2
          """);
      reader.assertNoComplaints();
    }
  }

  @Test
  void aProvisionalFailureAppearsOnTheOpenOverviewAndSoDoesItsEnd() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/");
      reader.waitUntilLive();
      page.evaluate("window.notReloaded = true");

      publish("v1/Pod/shop/debug-shell", Status.FAIL);
      page.waitForSelector(
          "#ticker li:has-text('FAIL'):has-text('debug-shell'):has-text('provisional')",
          new Page.WaitForSelectorOptions().setTimeout(5_000));
      Browser.screenshot(page, "light-overview-provisional");

      publish("v1/Pod/shop/debug-shell", Status.PASS);
      page.waitForSelector(
          "#ticker li:has-text('PASS'):has-text('debug-shell')",
          new Page.WaitForSelectorOptions().setTimeout(5_000));
      assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
      reader.assertNoComplaints();
    }
  }

  @Test
  void aProvisionalFailureStandsOnTheOpenFindingsPage() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/findings");
      reader.waitUntilLive();
      publish("v1/Pod/shop/findings-pod", Status.FAIL);
      page.waitForSelector(
          "#results tr.provisional:has-text('findings-pod')",
          new Page.WaitForSelectorOptions().setTimeout(5_000));
      reader.assertNoComplaints();
    }
  }

  @Test
  void aGradeThatMovesRecoloursItsTileWithoutReload() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/");
      reader.waitUntilLive();
      String tile = page.getAttribute("a.tile:not(.major)[href^='/controls/']", "href");
      String control = tile.substring("/controls/".length());
      collector
          .database()
          .change(
              handle ->
                  handle.execute(
                      "UPDATE grade SET grade = 'LIKELY_MAJOR' WHERE control = ?", control));
      collector.live().publish(new LiveEvent.GradeChanged(control, "CONFORMING", "LIKELY_MAJOR"));
      page.waitForSelector(
          "a.tile.major[href='" + tile + "']", new Page.WaitForSelectorOptions().setTimeout(5_000));
      reader.assertNoComplaints();
    }
  }

  private static void publish(String pod, Status status) {
    collector
        .live()
        .publish(
            new LiveEvent.ProvisionalChanged(
                "kubernetes:production",
                "cluster-agent",
                List.of(
                    new Change(
                        "k8s.workload.not-privileged",
                        "k8s.workload",
                        pod,
                        pod,
                        status,
                        Instant.now()))));
  }

  @Test
  void nothingScrollsSidewaysAt380Pixels() {
    try (Reader reader = reader(new NewContextOptions().setViewportSize(380, 800))) {
      PAGES.forEach(
          (name, path) -> {
            Page page = reader.open(path);
            page.waitForTimeout(200);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as(path)
                .isLessThanOrEqualTo(380);
            Browser.screenshot(page, "phone-" + name);
          });
      Page page = reader.open("/");
      assertThat(page.isVisible("#nav")).isFalse();
      page.click("[data-action=menu]");
      assertThat(page.isVisible("#nav a[href='/findings']")).isTrue();
      reader.assertNoComplaints();
    }
  }

  @Test
  void darkFollowsTheSystemAndTheReadersChoiceStays() {
    try (Reader reader = reader(desktop().setColorScheme(ColorScheme.DARK))) {
      PAGES.forEach(
          (name, path) -> {
            Page page = reader.open(path);
            page.waitForTimeout(200);
            assertThat(brightness(page)).as(path).isLessThan(60);
            Browser.screenshot(page, "dark-" + name);
          });
      Page page = reader.open("/");
      page.click("[data-action=theme]");
      assertThat(brightness(page)).isGreaterThan(200);
      page.reload();
      assertThat(brightness(page)).isGreaterThan(200);
      reader.assertNoComplaints();
    }
  }

  private static int brightness(Page page) {
    String colour = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    return Integer.parseInt(colour.replaceAll("^rgb\\((\\d+),.*$", "$1"));
  }

  @Test
  void textHasContrastInBothThemes() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Reader reader = reader(desktop().setColorScheme(scheme))) {
        for (String path :
            List.of("/", "/controls/8.3", "/resources/1", "/agents", "/nonconformities/1")) {
          @SuppressWarnings("unchecked")
          List<String> faint = (List<String>) reader.open(path).evaluate(Contrast.SCRIPT);
          assertThat(faint).as("%s in %s", path, scheme).isEmpty();
        }
      }
    }
  }

  @Test
  void theKeyboardReachesEverything() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
      page.keyboard().press("Enter");
      assertThat(page.evaluate("location.hash")).isEqualTo("#main");

      page.focus("#nav a[href='/controls']");
      assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      page.keyboard().press("Enter");
      page.waitForURL("**/controls");
      page.keyboard().press("/");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
      page.keyboard().type("logging");
      page.waitForSelector("#results .pager:has-text('1 of 93 controls')");
      assertThat(page.url()).contains("q=logging");
      reader.assertNoComplaints();
    }
  }

  @Test
  void aTileExplainsItselfWhenFocused() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/");
      page.focus("#nav a[href='/bundles']");
      page.focus("a.tile[href='/controls/8.3']");
      page.keyboard().press("Shift+Tab");
      page.keyboard().press("Tab");
      assertThat(page.isVisible("a.tile[href='/controls/8.3'] .tip")).isTrue();
      Browser.screenshot(page, "light-overview-tile");
    }
  }

  @Test
  void aStatementIsDraftedAndARowExcludedByKeyboard() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/soa");
      page.locator("button", new Page.LocatorOptions().setHasText("Draft")).press("Enter");
      page.waitForSelector("text=93 rows were added.");
      page.locator("#rows a", new Page.LocatorOptions().setHasText("8.11 ")).press("Enter");
      page.waitForSelector("#applicable");
      page.selectOption("#applicable", "no");
      page.fill("#justification", "No production data is copied into other environments.");
      page.fill("#owner", "data team");
      page.locator("#approvedBy").fill("The board");
      page.locator("#approvedBy").press("Enter");
      page.waitForSelector("#rows");
      assertThat(page.locator("#rows").textContent())
          .contains("approved by The board", "92 apply, 1 excluded");
      Browser.screenshot(page, "light-statement-drafted");
      page.setViewportSize(380, 800);
      Browser.screenshot(page, "phone-statement-drafted");
      reader.assertNoComplaints();
    }
  }

  @Test
  void aBundleIsExportedAndOffered() {
    try (Reader reader = reader(desktop())) {
      Page page = reader.open("/bundles");
      page.click("button:has-text('Export a bundle')");
      page.waitForSelector("a:has-text('Download')");
      assertThat(page.textContent("#verify-command")).contains("--log-key");
      Browser.screenshot(page, "light-bundles-ready");
      reader.assertNoComplaints();
    }
  }

  @Test
  void printedPagesAreLightAndLeaveOutWhatPaperCannotDo() {
    try (Reader reader = reader(desktop().setColorScheme(ColorScheme.DARK))) {
      Page page = reader.open("/controls/8.3");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(brightness(page)).isGreaterThan(200);
      assertThat(page.isVisible(".top")).isFalse();
      assertThat(page.isVisible("h1")).isTrue();
      Browser.screenshot(page, "print-control");
      reader.assertNoComplaints();
    }
  }
}
