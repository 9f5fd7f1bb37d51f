package io.attestream.collector.web.resource;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.redaction.Erasure;
import io.attestream.collector.redaction.Redactions;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.view.Link;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** {@code /resources} and {@code /resources/<number>}. */
public final class ResourcePages {
  private final Database database;
  private final Reference reference;
  private final ResourceQuery query;
  private final Redactions redactions;
  private final Renderer renderer;

  public ResourcePages(
      Database database,
      Reference reference,
      ProvisionalBoard provisional,
      Redactions redactions,
      Renderer renderer) {
    this.database = database;
    this.reference = reference;
    this.query = new ResourceQuery(reference, provisional);
    this.redactions = redactions;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/resources", Access.VIEWER, this::search),
        Route.get("/resources/:id", Access.VIEWER, request -> one(200, request, List.of())),
        Route.post("/resources/:id/redactions", Access.ADMIN, this::erase));
  }

  private Reply search(Request request) {
    ResourceListView view = database.read(handle -> list(handle, request));
    return renderer.page("resources", "Resources", "/resources", request, view);
  }

  private ResourceListView list(Handle handle, Request request) {
    String search = request.query("q");
    String type = request.query("type");
    String unit = request.query("unit");
    long after = request.query("after", 0, Long.MAX_VALUE, 0);
    Page<ResourceListView.Line> page =
        ResourceSearch.find(handle, search, type, unit, after, Page.SIZE);
    Link next = Link.to("/resources").with("q", search).with("type", type).with("unit", unit);
    return new ResourceListView(
        search,
        type,
        unit,
        reference.checks().stream().map(c -> c.resource()).distinct().sorted().toList(),
        ResourceSearch.units(handle),
        page,
        page.more() ? next.with("after", page.next()).toString() : "");
  }

  private Reply one(int status, Request request, List<String> problems) {
    long id = request.partAsId("id");
    ResourceView view = database.read(handle -> query.load(handle, id, request.now(), problems));
    return renderer.page(status, "resource", view.name(), "/resources", request, view);
  }

  private Reply erase(Request request) {
    long id = request.partAsId("id");
    String what = request.form("what");
    try {
      redactions.erase(
          request.session().user().name(),
          new Erasure(
              id,
              request.form("check"),
              what.equals("identity") || what.equals("both"),
              what.equals("evidence") || what.equals("both"),
              request.form("reason")));
      return Reply.seeOther("/resources/" + id);
    } catch (DecisionRefused e) {
      return one(422, request, e.problems());
    }
  }
}
