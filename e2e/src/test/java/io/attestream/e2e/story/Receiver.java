package io.attestream.e2e.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A program that takes notifications by webhook and keeps them. */
final class Receiver implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;

  /** Guarded by itself. */
  private final List<JsonNode> events = new ArrayList<>();

  private Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  static Receiver start() throws IOException {
    return new Receiver();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** The first event so far, or to come, that is wanted. */
  JsonNode await(Predicate<JsonNode> wanted, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (events) {
      while (true) {
        for (JsonNode event : events) {
          if (wanted.test(event)) {
            return event;
          }
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("not told; what came is " + events);
        }
        events.wait(left);
      }
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = json.readTree(exchange.getRequestBody());
    synchronized (events) {
      if (body.isArray()) {
        body.forEach(events::add);
      } else {
        events.add(body);
      }
      events.notifyAll();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
