package io.attestream.collector.web.check;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import java.util.List;

/** {@code /checks} and {@code /checks/<id>}. */
public final class CheckPages {
  private final Database database;
  private final CheckQuery query;
  private final Renderer renderer;

  public CheckPages(Database database, Reference reference, Renderer renderer) {
    this.database = database;
    this.query = new CheckQuery(reference);
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/checks", Access.VIEWER, this::list),
        Route.get("/checks/:id", Access.VIEWER, this::one));
  }

  private Reply list(Request request) {
    var severity = request.query("severity", SeverityBadge.class);
    var verdict = request.query("verdict", VerdictBadge.class);
    String search = request.query("q");
    CheckListView view = database.read(handle -> query.list(handle, severity, verdict, search));
    return renderer.page("checks", "Checks", "/checks", request, view);
  }

  private Reply one(Request request) {
    VerdictBadge shown = request.query("verdict", VerdictBadge.class).orElse(VerdictBadge.FAIL);
    long after = request.query("after", 0, Long.MAX_VALUE, 0);
    CheckView view =
        database.read(handle -> query.one(handle, request.part("id"), shown, after, request.now()));
    return renderer.page("check", view.check().title(), "/checks", request, view);
  }
}
