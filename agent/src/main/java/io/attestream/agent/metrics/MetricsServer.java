package io.attestream.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Serves {@code GET /metrics} and {@code GET /health}. */
public final class MetricsServer implements AutoCloseable {
  private final @Nullable HttpServer server;

  private MetricsServer(@Nullable HttpServer server) {
    this.server = server;
  }

  /** Listens nowhere. */
  public static MetricsServer none() {
    return new MetricsServer(null);
  }

  /**
   * Listens.
   *
   * @param port 0 for any
   * @throws UncheckedIOException when the port cannot be had
   */
  public static MetricsServer start(String host, int port, PrometheusMeterRegistry registry) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 16);
      server.createContext(
          "/metrics",
          exchange ->
              answer(exchange, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
      server.createContext("/health", exchange -> answer(exchange, "text/plain", "ok\n"));
      server.start();
      return new MetricsServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics: cannot listen on " + host + ":" + port, e);
    }
  }

  /** Where it listens; 0 for nowhere. */
  public int port() {
    return server == null ? 0 : server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
