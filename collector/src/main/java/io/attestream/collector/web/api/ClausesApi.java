package io.attestream.collector.web.api;

import io.attestream.collector.clauses.ClauseDesk;
import io.attestream.collector.clauses.ClauseEvent;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.clause.ClauseForm;
import io.attestream.collector.web.clause.ClauseListView;
import io.attestream.collector.web.clause.ClauseQuery;
import io.attestream.collector.web.clause.ClauseView;
import io.attestream.collector.web.evidence.EvidencePages;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Clauses, internal audits and management reviews. */
final class ClausesApi {
  private final Database database;
  private final ClauseDesk desk;
  private final ManualEvidenceDesk evidence;

  ClausesApi(Database database, ClauseDesk desk, ManualEvidenceDesk evidence) {
    this.database = database;
    this.desk = desk;
    this.evidence = evidence;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listClauses", this::list),
        ApiOperation.read("getClause", this::one),
        new ApiOperation("recordClauseEvidence", Access.MANAGER, this::record),
        new ApiOperation("withdrawClauseEvidence", Access.MANAGER, this::withdrawRecord),
        new ApiOperation("planClauseEvent", Access.MANAGER, this::plan),
        new ApiOperation("holdClauseEvent", Access.MANAGER, this::hold),
        new ApiOperation("withdrawClauseEvent", Access.MANAGER, this::withdraw));
  }

  private JsonObject list(Request request) {
    ClauseListView view =
        database.read(handle -> ClauseQuery.all(handle, request.now(), List.of()));
    return new JsonObject()
        .put("clauses", ApiJson.list(view.lines(), ClausesApi::line))
        .put("across", ApiJson.list(view.across(), ClausesApi::line))
        .put("events", ApiJson.list(view.events(), ClausesApi::event));
  }

  private static JsonObject line(ClauseListView.Line line) {
    JsonObject json =
        new JsonObject()
            .put("clause", line.clause())
            .put("title", line.title())
            .put("documented", line.documented())
            .put(
                "rules",
                ApiJson.list(
                    line.rules(),
                    rule ->
                        new JsonObject()
                            .put("rule", rule.rule())
                            .put("grade", rule.grade().name())
                            .put("facts", rule.facts())
                            .put("against", rule.against())));
    line.grade().ifPresent(grade -> json.put("grade", grade.name()));
    return json;
  }

  private static JsonObject event(ClauseEvent event) {
    JsonObject json =
        new JsonObject()
            .put("id", event.id())
            .put("kind", event.kind().name())
            .put("title", event.title())
            .put("plannedOn", event.plannedOn().toString())
            .put("auditors", new JsonArray(List.copyOf(event.auditors())))
            .put("scope", event.scope());
    event
        .outcome()
        .ifPresent(
            held ->
                json.put(
                    "held",
                    new JsonObject()
                        .put("on", held.on().toString())
                        .put("reference", held.reference())
                        .put("sha256", held.digest())
                        .put("inputs", held.inputs())
                        .put("topManagement", held.topManagement())));
    return json;
  }

  private JsonObject one(Request request) {
    ClauseView view =
        database.read(
            handle -> ClauseQuery.one(handle, request.part("clause"), request.now(), List.of()));
    return line(view.line())
        .put("expects", view.requirement().expects())
        .put("records", ApiJson.list(view.records(), EvidenceApi::line));
  }

  private Reply record(Request request) {
    JsonObject body = request.json();
    String subject = ClauseQuery.requirement(request.part("clause")).subject();
    long id =
        StatementApi.decided(
            () ->
                evidence.take(
                    request.session().user().name(),
                    EvidencePages.brought(
                        subject,
                        body.getString("slot"),
                        body.getString("title"),
                        body.getString("reference", ""),
                        body.getString("sha256", ""),
                        body.getString("effectiveOn"),
                        body.getLong("reviewDays"),
                        body.getString("expiresOn", ""),
                        body.getString("owner"))));
    return ApiOperation.json(201, new JsonObject().put("id", id));
  }

  private Reply withdrawRecord(Request request) {
    String subject = ClauseQuery.requirement(request.part("clause")).subject();
    return done(
        () ->
            evidence.withdraw(
                request.session().user().name(), subject, request.partAsId("evidence")));
  }

  private Reply plan(Request request) {
    JsonObject body = request.json();
    long id =
        StatementApi.decided(
            () ->
                desk.plan(
                    request.session().user().name(),
                    ClauseForm.plan(field -> body.getString(field, ""))));
    return ApiOperation.json(201, new JsonObject().put("id", id));
  }

  private Reply hold(Request request) {
    JsonObject body = request.json();
    return done(
        () ->
            desk.hold(
                request.session().user().name(),
                request.partAsId("event"),
                ClauseForm.held(
                    field ->
                        field.equals("topManagement")
                            ? body.getBoolean(field, false) ? "yes" : ""
                            : body.getString(field, ""))));
  }

  private Reply withdraw(Request request) {
    return done(() -> desk.withdraw(request.session().user().name(), request.partAsId("event")));
  }

  private static Reply done(Runnable decision) {
    StatementApi.decided(
        () -> {
          decision.run();
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }
}
