package io.attestream.collector.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attestream.evidence.testing.OpensslAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A time stamping authority on loopback: {@code openssl ts} behind HTTP, which can be told to misbehave. */
public final class StampServer implements AutoCloseable {
  private final OpensslAuthority authority;
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final Deque<UnaryOperator<byte[]>> faults = new ArrayDeque<>();

  public StampServer(Path folder) throws IOException {
    authority = OpensslAuthority.create(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/tsa";
  }

  public OpensslAuthority authority() {
    return authority;
  }

  /** Requests so far. */
  public int requests() {
    return requests.get();
  }

  /** The next answer is changed so; an empty one becomes status 503. */
  public synchronized void next(UnaryOperator<byte[]> fault) {
    faults.add(fault);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] query = exchange.getRequestBody().readAllBytes();
    UnaryOperator<byte[]> fault = faults.isEmpty() ? UnaryOperator.identity() : faults.remove();
    byte[] reply = fault.apply(authority.reply(query));
    exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
    exchange.sendResponseHeaders(
        reply.length == 0 ? 503 : 200, reply.length == 0 ? -1 : reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
