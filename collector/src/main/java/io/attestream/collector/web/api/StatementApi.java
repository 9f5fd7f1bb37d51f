package io.attestream.collector.web.api;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.soa.SoaDifference;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.soa.SoaForm;
import io.attestream.collector.web.soa.SoaQuery;
import io.attestream.collector.web.soa.SoaVersionView;
import io.attestream.collector.web.soa.SoaView;
import io.attestream.collector.web.view.Download;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The Statement of Applicability. */
final class StatementApi {
  private final Database database;
  private final Statement statement;
  private final SoaQuery query;

  StatementApi(Database database, Reference reference, Statement statement) {
    this.database = database;
    this.statement = statement;
    this.query = new SoaQuery(reference, statement);
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getStatement", this::get),
        ApiOperation.read("getStatementVersion", this::version),
        new ApiOperation("draftStatement", Access.MANAGER, this::draft),
        new ApiOperation("importStatement", Access.MANAGER, this::importCsv),
        new ApiOperation("setStatementRow", Access.MANAGER, this::setRow),
        new ApiOperation("freezeStatement", Access.MANAGER, this::freeze));
  }

  /**
   * Runs a decision; what is refused is a conflict with what is there or with what was sent.
   *
   * @throws HttpProblem 409
   */
  static <T> T decided(Supplier<T> decision) {
    try {
      return decision.get();
    } catch (DecisionRefused e) {
      throw new HttpProblem(409, String.join("; ", e.problems()));
    }
  }

  private Statement statement(Request request) {
    return statement.in(request.query("scope"));
  }

  private JsonObject get(Request request) {
    SoaView view =
        database.read(
            handle -> query.all(handle, request.query("scope"), request.now(), List.of(), ""));
    JsonArray rows = new JsonArray();
    view.lines().forEach(line -> line.row().ifPresent(row -> rows.add(row(row))));
    return new JsonObject()
        .put("recorded", view.recorded())
        .put("rows", rows)
        .put("gaps", new JsonArray(view.gaps()))
        .put(
            "contradictions",
            ApiJson.list(
                view.contradictions().values(),
                found ->
                    new JsonObject()
                        .put("control", found.control())
                        .put("says", found.says())
                        .put("pass", found.pass())
                        .put("fail", found.fail())))
        .put("versions", ApiJson.list(view.versions(), StatementApi::version))
        .put("clauses", ApiJson.list(view.clauses(), StatementApi::clause));
  }

  private static JsonObject row(SoaEntry row) {
    return new JsonObject(row.json());
  }

  private static JsonObject version(SoaView.Version version) {
    return new JsonObject()
        .put("version", version.number())
        .put("note", version.note())
        .put("frozenBy", version.frozenBy())
        .put("frozenAt", version.frozenAt().iso())
        .put("sha256", version.digest())
        .put("logIndex", version.logIndex());
  }

  private static JsonObject clause(SoaView.Clause clause) {
    return new JsonObject()
        .put("clause", clause.clause())
        .put("grade", clause.grade().name())
        .put("rules", ApiJson.list(clause.rules(), StatementApi::rule));
  }

  private static JsonObject rule(GradeRow.Rule rule) {
    return new JsonObject()
        .put("rule", rule.rule())
        .put("grade", rule.grade().name())
        .put("facts", rule.facts())
        .put("against", rule.against());
  }

  private JsonObject version(Request request) {
    long number = request.partAsId("version");
    SoaVersionView view =
        database.read(handle -> query.one(handle, request.query("scope"), number, request.now()));
    return new JsonObject()
        .put("version", version(view.version()))
        .put("changed", ApiJson.list(view.before(), StatementApi::change))
        .put("changedSince", ApiJson.list(view.since(), StatementApi::change));
  }

  private static JsonObject change(SoaDifference change) {
    return new JsonObject()
        .put("control", change.control())
        .put("field", change.field())
        .put("before", change.before())
        .put("after", change.after());
  }

  private Reply draft(Request request) {
    int rows = decided(() -> statement(request).draft(request.session().user().name()));
    return ApiOperation.json(200, new JsonObject().put("rows", rows));
  }

  private Reply importCsv(Request request) {
    String by = request.session().user().name();
    String csv = request.json().getString("csv", "");
    String xlsx = request.json().getString("xlsx", "");
    if (csv.isEmpty() == xlsx.isEmpty()) {
      throw HttpProblem.badRequest("body: one of csv and xlsx is needed");
    }
    int rows =
        decided(
            () ->
                xlsx.isEmpty()
                    ? statement(request).importCsv(by, csv)
                    : statement(request).importXlsx(by, Download.decoded(xlsx)));
    return ApiOperation.json(200, new JsonObject().put("rows", rows));
  }

  private Reply setRow(Request request) {
    JsonObject body = request.json();
    Set<String> reasons = new HashSet<>();
    body.getJsonArray("reasons", new JsonArray()).forEach(r -> reasons.add(String.valueOf(r)));
    decided(
        () -> {
          SoaEntry row =
              SoaForm.row(
                  request.part("control"),
                  body.getBoolean("applicable"),
                  reasons,
                  body.getString("justification", ""),
                  body.getString("approvedBy", ""),
                  body.getString("implemented", ""),
                  body.getString("due", ""),
                  body.getString("owner", ""),
                  body.getString("highRisks", ""));
          statement(request).set(request.session().user().name(), row);
          return row;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }

  private Reply freeze(Request request) {
    String note = request.json().getString("note", "");
    var frozen = decided(() -> statement(request).freeze(request.session().user().name(), note));
    return ApiOperation.json(201, version(SoaQuery.version(frozen, request.now())));
  }
}
