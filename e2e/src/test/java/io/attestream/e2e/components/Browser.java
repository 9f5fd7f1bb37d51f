package io.attestream.e2e.components;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The machine's Chromium, headless, driven by Playwright. Like Playwright itself it belongs to one
 * thread.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  public static Browser launch() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      var options =
          new BrowserType.LaunchOptions()
              .setExecutablePath(Components.path("chromium"))
              .setHeadless(true)
              .setArgs(FLAGS);
      return new Browser(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A page in a context of its own (no cookies, no cache) of a common desktop size. */
  public Page newPage() {
    return newPage(1280, 900);
  }

  public Page newPage(int width, int height) {
    return newContext(
            new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, height))
        .newPage();
  }

  /** For dark mode, a locale, a time zone, accepted self-signed certificates and so on. */
  public BrowserContext newContext(com.microsoft.playwright.Browser.NewContextOptions options) {
    return chromium.newContext(options);
  }

  /** Chromium's own version. */
  public String version() {
    return chromium.version();
  }

  /** Writes the whole page, not only what is in view, as PNG below the module's build directory. */
  public static Path screenshot(Page page, String name) {
    Path file = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    return file;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
