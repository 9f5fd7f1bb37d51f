package io.attestream.collector.web.readiness;

import io.attestream.collector.readiness.AuditPlan;
import io.attestream.collector.readiness.Readiness;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.ScopeChoice;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@code /readiness}: of everything or a scope, for the day in the field {@code audit}; without one, in 90 days. */
public final class ReadinessPage {
  private static final int AHEAD_DAYS = 90;

  private final Database database;
  private final ReadinessReader reader;
  private final Renderer renderer;

  public ReadinessPage(Database database, ReadinessReader reader, Renderer renderer) {
    this.database = database;
    this.reader = reader;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(Route.get("/readiness", Access.VIEWER, this::show));
  }

  private Reply show(Request request) {
    LocalDate today = LocalDate.ofInstant(request.now(), ZoneOffset.UTC);
    long stage = request.query("stage", 1, 2, 2);
    String typed = request.query("audit");
    String audit = typed.isEmpty() ? today.plusDays(AHEAD_DAYS).toString() : typed;
    Optional<AuditPlan> plan = Optional.empty();
    String problem = "";
    try {
      plan = Optional.of(AuditPlan.parse(request.now(), audit, stage == 1));
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    ScopeChoice scope = database.read(handle -> ScopeChoice.read(handle, request.query("scope")));
    Optional<Readiness> readiness =
        plan.map(known -> reader.read(scope.name(), request.now(), known));
    ReadinessView view =
        new ReadinessView(scope, today.toString(), audit, stage, readiness, problem);
    int status = readiness.isPresent() ? 200 : 400;
    return renderer.page(status, "readiness", "Readiness", "/readiness", request, view);
  }
}
