package io.attestream.collector.web.api;

import io.attestream.collector.readiness.AuditPlan;
import io.attestream.collector.readiness.ReadinessJson;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.view.ScopeChoice;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The forecast for an audit. */
final class ReadinessApi {
  private final Database database;
  private final ReadinessReader reader;

  ReadinessApi(Database database, ReadinessReader reader) {
    this.database = database;
    this.reader = reader;
  }

  List<ApiOperation> operations() {
    return List.of(ApiOperation.read("getReadiness", this::readiness));
  }

  private JsonObject readiness(Request request) {
    boolean stage1 = request.query("stage", 1, 2, 2) == 1;
    AuditPlan plan;
    try {
      plan = AuditPlan.parse(request.now(), request.query("audit"), stage1);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("query parameter " + e.getMessage());
    }
    ScopeChoice scope = database.read(handle -> ScopeChoice.read(handle, request.query("scope")));
    return new JsonObject(ReadinessJson.of(reader.read(scope.name(), request.now(), plan)));
  }
}
