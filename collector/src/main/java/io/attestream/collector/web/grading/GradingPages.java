package io.attestream.collector.web.grading;

import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.grading.ParameterValues;
import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /grading}: the grading parameters. */
public final class GradingPages {
  private final Database database;
  private final ParametersDesk desk;
  private final Renderer renderer;

  public GradingPages(Database database, ParametersDesk desk, Renderer renderer) {
    this.database = database;
    this.desk = desk;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/grading", Access.VIEWER, request -> show(200, request, List.of())),
        Route.post("/grading", Access.ADMIN, this::change));
  }

  private Reply show(int status, Request request, List<String> problems) {
    GradingView view = database.read(handle -> GradingView.load(handle, request.now(), problems));
    return renderer.page(status, "grading", "Grading parameters", "/controls", request, view);
  }

  private Reply change(Request request) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : ParameterValues.of(GradingParameters.DEFAULTS).keySet()) {
      values.put(key, request.form(key).strip());
    }
    try {
      desk.change(request.session().user().name(), values, request.form("reason"));
      return Reply.seeOther("/grading");
    } catch (DecisionRefused e) {
      return show(422, request, e.problems());
    }
  }
}
