package io.attestream.collector.web.control;

import io.attestream.checks.control.Theme;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.List;

/** {@code /controls} and {@code /controls/<id>}. */
public final class ControlPages {
  private final Database database;
  private final ControlQuery query;
  private final Renderer renderer;

  public ControlPages(Database database, Reference reference, Renderer renderer) {
    this.database = database;
    this.query = new ControlQuery(reference);
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/controls", Access.VIEWER, this::list),
        Route.get("/controls/:id", Access.VIEWER, this::one));
  }

  private Reply list(Request request) {
    var grade = request.query("grade", GradeBadge.class);
    var theme = request.query("theme", Theme.class);
    String search = request.query("q");
    String scope = request.query("scope");
    ControlListView view =
        database.read(handle -> query.list(handle, scope, grade, theme, search, request.now()));
    return renderer.page("controls", "Controls", "/controls", request, view);
  }

  private Reply one(Request request) {
    ControlView view =
        database.read(
            handle -> query.one(handle, request.query("scope"), request.part("id"), request.now()));
    return renderer.page("control", view.id() + " " + view.title(), "/controls", request, view);
  }
}
