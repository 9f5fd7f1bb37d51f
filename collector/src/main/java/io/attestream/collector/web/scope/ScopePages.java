package io.attestream.collector.web.scope;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.Scopes;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.List;
import java.util.Map;

/** {@code /scopes}. */
public final class ScopePages {
  /** Characters of all patterns. */
  private static final int LONGEST_UNITS = 20_000;

  private final Database database;
  private final ScopeQuery query;
  private final Scopes scopes;
  private final Renderer renderer;

  public ScopePages(Database database, Reference reference, Scopes scopes, Renderer renderer) {
    this.database = database;
    this.query = new ScopeQuery(reference);
    this.scopes = scopes;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/scopes", Access.VIEWER, request -> show(200, request, List.of(), Map.of())),
        Route.post("/scopes", Access.MANAGER, this::decide));
  }

  private Reply show(int status, Request request, List<String> problems, Map<String, String> sent) {
    ScopeListView view =
        database.read(
            handle -> new ScopeListView(query.all(handle, request.now()), problems, sent));
    return renderer.page(status, "scopes", "Scopes", "/soa", request, view);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    String withdraw = request.form("withdraw");
    String units = request.longForm("units", LONGEST_UNITS);
    try {
      if (withdraw.isEmpty()) {
        scopes.define(by, scope(request.form("name"), request.form("title"), units));
      } else {
        scopes.withdraw(by, withdraw);
      }
      return Reply.seeOther("/scopes");
    } catch (DecisionRefused e) {
      return show(
          422,
          request,
          e.problems(),
          Map.of("name", request.form("name"), "title", request.form("title"), "units", units));
    }
  }

  private static NamedScope scope(String name, String title, String units) {
    List<String> patterns =
        units.lines().map(String::strip).filter(pattern -> !pattern.isEmpty()).toList();
    return new NamedScope(name.strip(), title.strip(), patterns);
  }
}
