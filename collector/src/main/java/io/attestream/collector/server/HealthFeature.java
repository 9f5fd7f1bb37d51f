package io.attestream.collector.server;

import io.attestream.collector.store.Database;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

/** {@code GET /healthz}: the process answers. {@code GET /readyz}: and it can read its database. */
public final class HealthFeature implements HttpFeature {
  private final Vertx vertx;
  private final Database database;

  public HealthFeature(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get("/healthz").handler(context -> answer(context.response(), 200, "ok"));
    router
        .get("/readyz")
        .handler(
            context ->
                vertx
                    .executeBlocking(this::canRead, false)
                    .onSuccess(ready -> answer(context.response(), 200, "ready"))
                    .onFailure(
                        failure ->
                            answer(context.response(), 503, "database: " + failure.getMessage())));
  }

  private boolean canRead() {
    return database.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
  }

  private static void answer(HttpServerResponse response, int status, String text) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "text/plain; charset=utf-8")
        .end(text + "\n");
  }
}
