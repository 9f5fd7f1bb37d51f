package io.attestream.collector.web.http;

import io.attestream.collector.access.Session;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The one place where access is decided. For every route: find the session by its cookie, ask the
 * route's {@link Access}, compare the CSRF token where something changes, then run the endpoint on a
 * worker.
 */
public final class RouteTable {
  private static final long LARGEST_FORM = 64 * 1024;

  private final List<Route> routes;
  private final SessionCookie cookies;
  private final WorkerExecutor workers;
  private final Clock clock;

  public RouteTable(
      List<Route> routes, SessionCookie cookies, WorkerExecutor workers, Clock clock) {
    this.routes = List.copyOf(routes);
    this.cookies = cookies;
    this.workers = workers;
    this.clock = clock;
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
      line.handler(context -> serve(route, context));
    }
  }

  private void serve(Route route, RoutingContext context) {
    workers
        .executeBlocking(() -> answer(route, context), false)
        .onSuccess(reply -> ReplyWriter.write(context, reply))
        .onFailure(context::fail);
  }

  private Reply answer(Route route, RoutingContext context) {
    Optional<Session> session = cookies.find(context.request());
    Request request = new Request(context, session, clock.instant());
    if (!route.access().admits(session)) {
      return refuse(route, request);
    }
    if (route.mutating()) {
      CsrfToken.requireOwnSite(request);
      session.ifPresent(present -> CsrfToken.require(present, request));
    }
    return route.endpoint().reply(request);
  }

  private static Reply refuse(Route route, Request request) {
    if (request.sessionIfAny().isPresent()) {
      throw new HttpProblem(403, "This needs the role admin; you are signed in as viewer.");
    }
    boolean page = !route.mutating() && request.header("HX-Request") == null;
    if (!page) {
      throw new HttpProblem(401, "Please sign in first.");
    }
    return Reply.seeOther(ReturnPath.signIn(request.uri()));
  }
}
