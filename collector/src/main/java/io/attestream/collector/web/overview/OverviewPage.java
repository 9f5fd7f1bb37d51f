package io.attestream.collector.web.overview;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.List;

/** {@code /}: the state at a glance. */
public final class OverviewPage {
  private final Database database;
  private final OverviewQuery query;
  private final Renderer renderer;

  public OverviewPage(Database database, Reference reference, Renderer renderer) {
    this.database = database;
    this.query = new OverviewQuery(reference);
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(Route.get("/", Access.VIEWER, this::show));
  }

  private Reply show(Request request) {
    OverviewView view = database.read(handle -> query.load(handle, request.now()));
    return renderer.page("overview", "Overview", "/", request, view);
  }
}
