package io.attestream.e2e.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the SDK and moto and refuses some calls as AWS does. moto itself checks no rights
 * unless it is told a policy for each key.
 */
final class DenyingProxy implements AutoCloseable {
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final HttpServer server;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /**
   * A refusal.
   *
   * @param text is looked for in the request's method, path, query and body
   * @param times how often it is still refused
   */
  record Rule(String text, int status, String body, AtomicInteger times) {}

  DenyingProxy(URI target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Refuses with the error body of the query protocol, and of S3. */
  void deny(String text, String code) {
    refuse(text, 403, code, Integer.MAX_VALUE);
  }

  void throttle(String text, int times) {
    refuse(text, 400, "Throttling", times);
  }

  void allowAll() {
    rules.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void refuse(String text, int status, String code, int times) {
    String error = "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
    String body =
        code.equals("UnauthorizedOperation")
            ? "<Response><Errors>" + error + "</Errors></Response>"
            : text.startsWith("GET /") ? error : "<ErrorResponse>" + error + "</ErrorResponse>";
    rules.add(new Rule(text, status, body, new AtomicInteger(times)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String request =
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + new String(body, StandardCharsets.UTF_8);
      for (Rule rule : rules) {
        if (request.contains(rule.text()) && rule.times().getAndDecrement() > 0) {
          answer(exchange, rule.status(), rule.body().getBytes(StandardCharsets.UTF_8));
          return;
        }
      }
      HttpResponse<byte[]> response = forward(exchange, body);
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      answer(exchange, response.statusCode(), response.body());
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
