package io.attestream.collector.web.api;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.bundle.BundleListView;
import io.attestream.collector.web.bundle.BundleQuery;
import io.attestream.collector.web.bundle.Exports;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Evidence bundles. */
final class BundlesApi {
  private final Database database;
  private final Exports exports;
  private final BundleQuery query = new BundleQuery();

  BundlesApi(Database database, Exports exports) {
    this.database = database;
    this.exports = exports;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listBundles", this::list),
        ApiOperation.read("getBundle", this::one),
        new ApiOperation("requestBundle", Access.VIEWER, this::request));
  }

  private JsonObject list(Request request) {
    return database.read(
        handle ->
            new JsonObject()
                .put(
                    "bundles",
                    ApiJson.list(query.list(handle, request.now()), BundlesApi::bundle)));
  }

  private JsonObject one(Request request) {
    long id = request.partAsId("bundle");
    return database
        .read(handle -> query.one(handle, id, request.now()))
        .map(BundlesApi::bundle)
        .orElseThrow(() -> HttpProblem.notFound("There is no bundle " + id + "."));
  }

  private Reply request(Request request) {
    long id = exports.request(request.session().user().name());
    return ApiOperation.json(202, new JsonObject().put("id", id));
  }

  private static JsonObject bundle(BundleListView.Line line) {
    JsonObject json =
        new JsonObject()
            .put("id", line.id())
            .put("requestedBy", line.requestedBy())
            .put("requestedAt", line.requested().iso())
            .put("state", line.state())
            .put("percent", line.percent())
            .put("message", line.message())
            .put("sha256", line.sha256());
    ApiJson.time(json, "finishedAt", line.finished());
    return ApiJson.text(
        json, "download", line.ready() ? "/bundles/" + line.id() + "/download" : "");
  }
}
