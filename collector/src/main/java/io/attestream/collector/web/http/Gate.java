package io.attestream.collector.web.http;

import io.attestream.collector.access.Session;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The one place where access is decided: find the session by its cookie, ask the route's {@link
 * Access}, compare the CSRF token where something changes, then run the endpoint on a worker.
 */
public final class Gate {
  private final SessionCookie cookies;
  private final WorkerExecutor workers;
  private final Clock clock;

  public Gate(SessionCookie cookies, WorkerExecutor workers, Clock clock) {
    this.cookies = cookies;
    this.workers = workers;
    this.clock = clock;
  }

  /** Serves a request by a route, or refuses it. */
  public void serve(Route route, RoutingContext context) {
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
      String role = request.session().user().role().name().toLowerCase(Locale.ROOT);
      throw new HttpProblem(
          403, "This needs " + route.access().needs() + "; you are signed in as " + role + ".");
    }
    String accepted = request.header("Accept");
    boolean page =
        !route.mutating()
            && request.header("HX-Request") == null
            && accepted != null
            && accepted.contains("text/html");
    if (!page) {
      throw new HttpProblem(401, "Please sign in first.");
    }
    return Reply.seeOther(ReturnPath.signIn(request.uri()));
  }
}
