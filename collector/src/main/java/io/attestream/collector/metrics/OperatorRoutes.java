package io.attestream.collector.metrics;

import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}: for probes, without sign-in. */
public final class OperatorRoutes {
  private final Health health;
  private final CollectorMetrics metrics;

  public OperatorRoutes(Health health, CollectorMetrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", Access.ANYONE, request -> answer(200, "live", "")),
        Route.get("/health/ready", Access.ANYONE, this::ready),
        Route.get("/metrics", Access.ANYONE, this::scrape));
  }

  private Reply ready(Request request) {
    return health
        .trouble()
        .map(trouble -> answer(503, "not ready", trouble))
        .orElseGet(() -> answer(200, "ready", ""));
  }

  private static Reply answer(int status, String state, String detail) {
    JsonObject body = new JsonObject().put("status", state);
    if (!detail.isEmpty()) {
      body.put("detail", detail);
    }
    return Reply.json(status, body.encode().getBytes(StandardCharsets.UTF_8));
  }

  private Reply scrape(Request request) {
    byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
    return new Reply.Content(200, "text/plain; version=0.0.4; charset=utf-8", text, Map.of());
  }
}
