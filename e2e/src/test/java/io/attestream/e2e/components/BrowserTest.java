package io.attestream.e2e.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@RequiresComponent("chromium")
class BrowserTest {
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><title>Controls</title>
      <h1>93 controls</h1><button onclick="this.textContent='Confirmed'">Confirm</button>
      """;

  @Test
  void opensAPageClicksAndTakesAPicture() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = PAGE.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (Browser browser = Browser.launch()) {
      Page page = browser.newPage(800, 600);
      page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertThat(page.title()).isEqualTo("Controls");
      page.click("button");
      assertThat(page.textContent("button")).isEqualTo("Confirmed");

      BufferedImage picture = ImageIO.read(Browser.screenshot(page, "browser-test").toFile());
      assertThat(picture.getWidth()).isEqualTo(800);
      assertThat(picture.getHeight()).isEqualTo(600);
    } finally {
      server.stop(0);
    }
  }
}
