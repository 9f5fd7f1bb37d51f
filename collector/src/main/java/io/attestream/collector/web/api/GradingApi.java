package io.attestream.collector.web.api;

import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.grading.GradingView;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grading parameters. */
final class GradingApi {
  private final Database database;
  private final ParametersDesk desk;

  GradingApi(Database database, ParametersDesk desk) {
    this.database = database;
    this.desk = desk;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getGradingParameters", this::show),
        new ApiOperation("changeGradingParameters", Access.ADMIN, this::change));
  }

  private JsonObject show(Request request) {
    GradingView view = database.read(handle -> GradingView.load(handle, request.now(), List.of()));
    return new JsonObject()
        .put("version", view.version())
        .put(
            "parameters",
            ApiJson.list(
                view.lines(),
                line ->
                    new JsonObject()
                        .put("key", line.key())
                        .put("value", line.value())
                        .put("unit", line.unit())
                        .put("meaning", line.meaning())))
        .put("history", ApiJson.list(view.past(), GradingApi::past));
  }

  private static JsonObject past(GradingView.Past past) {
    return new JsonObject()
        .put("version", past.version())
        .put("by", past.by())
        .put("at", past.at().iso())
        .put("reason", past.reason())
        .put(
            "changes",
            ApiJson.list(
                past.changes(),
                change ->
                    new JsonObject()
                        .put("key", change.key())
                        .put("from", change.from())
                        .put("to", change.to())));
  }

  private Reply change(Request request) {
    JsonObject body = request.json();
    Map<String, String> values = new LinkedHashMap<>();
    body.getJsonObject("values").forEach(e -> values.put(e.getKey(), String.valueOf(e.getValue())));
    long version =
        StatementApi.decided(
            () -> desk.change(request.session().user().name(), values, body.getString("reason")));
    return ApiOperation.json(201, new JsonObject().put("version", version));
  }
}
