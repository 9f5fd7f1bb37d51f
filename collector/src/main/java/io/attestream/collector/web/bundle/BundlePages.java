package io.attestream.collector.web.bundle;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import java.util.List;

/** {@code /bundles}: evidence to take away. */
public final class BundlePages {
  private final Database database;
  private final Exports exports;
  private final BundleQuery query = new BundleQuery();
  private final Renderer renderer;

  public BundlePages(Database database, Exports exports, Renderer renderer) {
    this.database = database;
    this.exports = exports;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/bundles", Access.VIEWER, this::list),
        Route.post("/bundles", Access.VIEWER, this::request),
        Route.get("/bundles/:id/download", Access.VIEWER, this::download));
  }

  private Reply list(Request request) {
    BundleListView view =
        database.read(
            handle -> new BundleListView(query.list(handle, request.now()), exports.logKey()));
    return renderer.page("bundles", "Evidence bundles", "/bundles", request, view);
  }

  private Reply request(Request request) {
    exports.request(request.session().user().name());
    return Reply.seeOther("/bundles");
  }

  private Reply download(Request request) {
    long id = request.partAsId("id");
    BundleListView.Line bundle =
        database
            .read(handle -> query.one(handle, id, request.now()))
            .orElseThrow(() -> HttpProblem.notFound("There is no bundle " + id + "."));
    if (!bundle.ready()) {
      throw new HttpProblem(409, "Bundle " + id + " is not ready: " + bundle.message());
    }
    return new Reply.Download(
        exports.file(bundle.file()), "attestream-bundle-" + id + ".zip", "application/zip");
  }
}
