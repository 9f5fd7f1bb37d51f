package io.attestream.collector.web.control;

import io.attestream.checks.control.Theme;
import io.attestream.collector.assurance.AssuranceReader;
import io.attestream.collector.assurance.Window;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /controls} and {@code /controls/<id>}. */
public final class ControlPages {
  private final Database database;
  private final Reference reference;
  private final ControlQuery query;
  private final Renderer renderer;

  public ControlPages(Database database, Reference reference, Renderer renderer) {
    this.database = database;
    this.reference = reference;
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
    String id = request.part("id");
    String scope = request.query("scope");
    Instant now = request.now();
    String from = request.query("from");
    String to = request.query("to");
    Optional<Window> window = Optional.empty();
    String problem = "";
    try {
      window = Optional.of(Window.ofDays(from, to, now));
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    Optional<Window> asked = window;
    String wrong = problem;
    ControlPageView view =
        database.read(
            handle ->
                new ControlPageView(
                    query.one(handle, scope, id, now),
                    AssuranceView.of(
                        from,
                        to,
                        asked.map(w -> new AssuranceReader(handle, w).of(reference.checksOf(id))),
                        wrong,
                        now)));
    String title = view.control().id() + " " + view.control().title();
    return renderer.page(
        asked.isPresent() ? 200 : 400, "control", title, "/controls", request, view);
  }
}
