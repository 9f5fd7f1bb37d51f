package io.attestream.collector.web.api;

import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.Scopes;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.scope.ScopeListView;
import io.attestream.collector.web.scope.ScopeQuery;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Scopes by name. */
final class ScopesApi {
  private final Database database;
  private final ScopeQuery query;
  private final Scopes scopes;

  ScopesApi(Database database, Reference reference, Scopes scopes) {
    this.database = database;
    this.query = new ScopeQuery(reference);
    this.scopes = scopes;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listScopes", this::list),
        new ApiOperation("defineScope", Access.MANAGER, this::define),
        new ApiOperation("withdrawScope", Access.MANAGER, this::withdraw));
  }

  private JsonObject list(Request request) {
    List<ScopeListView.Line> lines = database.read(handle -> query.all(handle, request.now()));
    return new JsonObject().put("scopes", ApiJson.list(lines, ScopesApi::line));
  }

  private static JsonObject line(ScopeListView.Line line) {
    JsonObject grades = new JsonObject();
    line.grades().forEach((grade, count) -> grades.put(grade.name(), count));
    return new JsonObject()
        .put("name", line.scope().name())
        .put("title", line.scope().title())
        .put("units", new JsonArray(line.scope().units()))
        .put("matched", new JsonArray(line.units()))
        .put("grades", grades)
        .put("statementRows", line.rows())
        .put("statementVersion", line.version());
  }

  private Reply define(Request request) {
    JsonObject body = request.json();
    List<String> units = new ArrayList<>();
    body.getJsonArray("units").forEach(unit -> units.add(String.valueOf(unit)));
    NamedScope scope = new NamedScope(request.part("scope"), body.getString("title"), units);
    StatementApi.decided(
        () -> {
          scopes.define(request.session().user().name(), scope);
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }

  private Reply withdraw(Request request) {
    StatementApi.decided(
        () -> {
          scopes.withdraw(request.session().user().name(), request.part("scope"));
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }
}
