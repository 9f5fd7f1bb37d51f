package io.attestream.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.e2e.components.Browser;
import java.util.ArrayList;
import java.util.List;

/** A person in front of a browser: signs in, reads, and notes whatever the browser complains about. */
final class Reader implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String url;
  private final List<String> complaints = new ArrayList<>();

  private Reader(BrowserContext context, String url) {
    this.context = context;
    this.url = url;
    this.page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " at " + page.url());
          }
        });
    page.onPageError(error -> complaints.add("uncaught: " + error + " at " + page.url()));
    page.onResponse(
        response -> {
          if (response.status() >= 500) {
            complaints.add(response.status() + " from " + response.url());
          }
        });
  }

  /** Signed in as admin, on the overview. */
  static Reader signedIn(Browser browser, DemoCollector collector, NewContextOptions options) {
    return signedIn(browser, collector.url(), "admin", DemoCollector.PASSWORD, options);
  }

  /** Signed in on any collector, on the overview. */
  static Reader signedIn(
      Browser browser, String url, String name, String password, NewContextOptions options) {
    Reader reader = new Reader(browser.newContext(options), url);
    reader.open("/login");
    reader.page.fill("#name", name);
    reader.page.fill("#password", password);
    reader.page.click("button[type=submit]");
    reader.page.waitForURL(url + "/");
    return reader;
  }

  Page open(String path) {
    page.navigate(url + path);
    return page;
  }

  Page page() {
    return page;
  }

  /** Waits until the page listens for changes. */
  void waitUntilLive() {
    page.waitForSelector("#live[data-state=on]");
  }

  /** Errors, warnings and violations of the content security policy end up on the console. */
  void assertNoComplaints() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
