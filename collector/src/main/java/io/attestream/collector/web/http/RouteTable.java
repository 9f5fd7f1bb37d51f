package io.attestream.collector.web.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;

/** All pages, in the order in which they match. Each request goes through the {@link Gate}. */
public final class RouteTable {
  private static final long LARGEST_FORM = 64 * 1024;

  private final List<Route> routes;
  private final Gate gate;

  public RouteTable(List<Route> routes, Gate gate) {
    this.routes = List.copyOf(routes);
    this.gate = gate;
  }

  public List<Route> routes() {
    return routes;
  }

  public void mount(Router router) {
    for (Route route : routes) {
      var line = router.route(route.method(), route.path());
      if (route.method().equals(HttpMethod.GET)) {
        line.method(HttpMethod.HEAD);
      }
      if (route.mutating()) {
        line.handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM));
      }
      line.handler(context -> gate.serve(route, context));
    }
  }
}
