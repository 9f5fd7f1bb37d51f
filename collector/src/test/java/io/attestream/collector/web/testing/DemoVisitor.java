package io.attestream.collector.web.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone with an HTTP client: anonymous, or signed in as one of the demo's users. */
public final class DemoVisitor {
  private static final Pattern CSRF = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\">");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private String cookie = "";
  private String csrf = "";

  private DemoVisitor(String url) {
    this.url = url;
  }

  public static DemoVisitor anonymous(DemoCollector collector) {
    return new DemoVisitor(collector.url());
  }

  /** Signs in as {@code admin}, {@code manager} or {@code viewer}. */
  public static DemoVisitor signedIn(DemoCollector collector, String name) {
    DemoVisitor visitor = new DemoVisitor(collector.url());
    HttpResponse<String> answer =
        visitor.post("/login", Map.of("name", name, "password", DemoCollector.PASSWORD));
    visitor.cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    Matcher token = CSRF.matcher(visitor.get("/").body());
    if (!token.find()) {
      throw new IllegalStateException("the overview holds no CSRF token");
    }
    visitor.csrf = token.group(1);
    return visitor;
  }

  public String csrf() {
    return csrf;
  }

  public String cookie() {
    return cookie;
  }

  public HttpClient client() {
    return client;
  }

  /** A request with this visitor's cookie, as a browser that wants a page. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Accept", "text/html,*/*")
            .timeout(Duration.ofSeconds(20));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** A file, byte for byte. */
  public byte[] download(String path) {
    try {
      return client.send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a form as it is given, without a token of its own. */
  public HttpResponse<String> post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
