package io.attestream.collector.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that keeps what was posted to it. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Post> posts = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 204;
  private volatile Map<String, String> headers = Map.of();

  /**
   * A request.
   *
   * @param headers by lower-case name
   * @param status what it was answered
   */
  public record Post(String path, Map<String, String> headers, String body, int status) {}

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> given = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> given.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    int answer = status;
    posts.add(new Post(exchange.getRequestURI().getPath(), given, body, answer));
    headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  /** What it answers from now on. */
  public void answer(int status, Map<String, String> headers) {
    this.headers = headers;
    this.status = status;
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  public List<Post> posts() {
    synchronized (posts) {
      return List.copyOf(posts);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
