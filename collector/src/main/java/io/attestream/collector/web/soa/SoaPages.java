package io.attestream.collector.web.soa;

import io.attestream.checks.control.Control;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.soa.Reason;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaSheet;
import io.attestream.collector.soa.SoaTable;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Download;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.ScopeChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /soa}: the Statement of everything or a scope, a row, a frozen version, and the file to take away. */
public final class SoaPages {
  /** Characters of an imported file; the form that carries it is bounded to 64 KiB. */
  static final int LONGEST_FILE = 60_000;

  private final Database database;
  private final Reference reference;
  private final Statement statement;
  private final SoaQuery query;
  private final Renderer renderer;

  public SoaPages(Database database, Reference reference, Statement statement, Renderer renderer) {
    this.database = database;
    this.reference = reference;
    this.statement = statement;
    this.query = new SoaQuery(reference, statement);
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/soa", Access.VIEWER, request -> show(200, request, List.of(), "")),
        Route.post("/soa", Access.MANAGER, this::decide),
        Route.get("/soa/export.csv", Access.VIEWER, request -> export(request, false)),
        Route.get("/soa/export.xlsx", Access.VIEWER, request -> export(request, true)),
        Route.get("/soa/rows/:id", Access.VIEWER, this::row),
        Route.post("/soa/rows/:id", Access.MANAGER, this::setRow),
        Route.get("/soa/versions/:id", Access.VIEWER, this::version),
        Route.get(
            "/soa/versions/:id/export.csv",
            Access.VIEWER,
            request -> exportVersion(request, false)),
        Route.get(
            "/soa/versions/:id/export.xlsx",
            Access.VIEWER,
            request -> exportVersion(request, true)));
  }

  private Reply show(int status, Request request, List<String> problems, String done) {
    String scope = request.query("scope");
    SoaView view = database.read(handle -> query.all(handle, scope, request.now(), problems, done));
    return renderer.page(status, "soa", "Statement of Applicability", "/soa", request, view);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    Statement statement = statement(request);
    try {
      return switch (request.form("do")) {
        case "draft" -> show(200, request, List.of(), statement.draft(by) + " rows were added.");
        case "import" ->
            show(200, request, List.of(), imported(statement, by, request) + " rows changed.");
        case "freeze" -> {
          long version = statement.freeze(by, request.form("note").strip()).version();
          yield Reply.seeOther(in(request, "/soa/versions/" + version));
        }
        default ->
            throw HttpProblem.badRequest(
                "field 'do' is '"
                    + request.form("do")
                    + "', expected one of draft, import, freeze");
      };
    } catch (DecisionRefused e) {
      return show(422, request, e.problems(), "");
    }
  }

  /** The field {@code xlsx} is a workbook in base64; without one, {@code csv} is a text. */
  private static int imported(Statement statement, String by, Request request) {
    String xlsx = request.longForm("xlsx", LONGEST_FILE);
    return xlsx.isEmpty()
        ? statement.importCsv(by, request.longForm("csv", LONGEST_FILE))
        : statement.importXlsx(by, Download.decoded(xlsx));
  }

  private Statement statement(Request request) {
    return statement.in(request.query("scope"));
  }

  private String in(Request request, String path) {
    return database.read(handle -> ScopeChoice.read(handle, request.query("scope"))).of(path);
  }

  private Control control(Request request) {
    String id = request.part("id");
    return reference
        .control(id)
        .orElseThrow(() -> HttpProblem.notFound("Annex A has no control '" + id + "'."));
  }

  private Reply row(Request request) {
    Control control = control(request);
    return row(200, request, control, null, List.of());
  }

  private Reply row(
      int status,
      Request request,
      Control control,
      @org.jspecify.annotations.Nullable SoaEntry tried,
      List<String> problems) {
    SoaRowView view =
        database.read(
            handle -> {
              ScopeChoice scope = ScopeChoice.read(handle, request.query("scope"));
              var present = SoaTable.find(handle, scope.name(), control.id());
              SoaEntry row = tried != null ? tried : present.orElse(SoaEntry.drafted(control.id()));
              return new SoaRowView(
                  scope,
                  control.id(),
                  control.title(),
                  control.explanation(),
                  present.isPresent(),
                  row,
                  query.grade(handle, scope, control, request.now()),
                  problems);
            });
    return renderer.page(status, "soa-row", "Statement, " + control.id(), "/soa", request, view);
  }

  private Reply setRow(Request request) {
    Control control = control(request);
    try {
      SoaEntry entry = entry(request, control.id());
      try {
        statement(request).set(request.session().user().name(), entry);
      } catch (DecisionRefused e) {
        return row(422, request, control, entry, e.problems());
      }
    } catch (DecisionRefused e) {
      return row(422, request, control, null, e.problems());
    }
    return Reply.seeOther(in(request, "/soa"));
  }

  private static SoaEntry entry(Request request, String control) {
    Set<String> reasons = new HashSet<>();
    for (Reason reason : Reason.values()) {
      if (!request.form("reason-" + reason.name()).isEmpty()) {
        reasons.add(reason.name());
      }
    }
    return SoaForm.row(
        control,
        !request.form("applicable").equals("no"),
        reasons,
        request.longForm("justification", SoaEntry.LONGEST),
        request.form("approvedBy"),
        request.form("implemented"),
        request.form("due"),
        request.form("owner"),
        request.form("highRisks"));
  }

  private Reply version(Request request) {
    long number = request.partAsId("id");
    SoaVersionView view =
        database.read(handle -> query.one(handle, request.query("scope"), number, request.now()));
    return renderer.page("soa-version", "Statement, version " + number, "/soa", request, view);
  }

  private Reply export(Request request, boolean xlsx) {
    String scope = request.query("scope");
    Map<String, SoaEntry> rows = database.read(handle -> SoaTable.all(handle, scope));
    return file(rows, named(scope), xlsx);
  }

  private Reply exportVersion(Request request, boolean xlsx) {
    long number = request.partAsId("id");
    String scope = request.query("scope");
    Map<String, SoaEntry> rows =
        database.read(handle -> SoaQuery.frozen(handle, scope, number).rows());
    return file(rows, named(scope) + "-" + number, xlsx);
  }

  private String named(String scope) {
    ScopeChoice choice = database.read(handle -> ScopeChoice.read(handle, scope));
    String name = "statement-of-applicability";
    return choice.everything() ? name : name + "-" + choice.name();
  }

  private Reply file(Map<String, SoaEntry> rows, String name, boolean xlsx) {
    return Download.table(name, "Statement", SoaSheet.table(statement.ordered(rows)), xlsx);
  }
}
