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
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /soa}: the Statement, a row, a frozen version, and the file to take away. */
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
        Route.get("/soa/export.csv", Access.VIEWER, request -> export(false)),
        Route.get("/soa/export.xlsx", Access.VIEWER, request -> export(true)),
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
    SoaView view = database.read(handle -> query.all(handle, request.now(), problems, done));
    return renderer.page(status, "soa", "Statement of Applicability", "/soa", request, view);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    try {
      return switch (request.form("do")) {
        case "draft" -> show(200, request, List.of(), statement.draft(by) + " rows were added.");
        case "import" -> show(200, request, List.of(), imported(by, request) + " rows changed.");
        case "freeze" -> {
          long version = statement.freeze(by, request.form("note").strip()).version();
          yield Reply.seeOther("/soa/versions/" + version);
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
  private int imported(String by, Request request) {
    String xlsx = request.longForm("xlsx", LONGEST_FILE);
    return xlsx.isEmpty()
        ? statement.importCsv(by, request.longForm("csv", LONGEST_FILE))
        : statement.importXlsx(by, Download.decoded(xlsx));
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
              var present = SoaTable.find(handle, control.id());
              SoaEntry row = tried != null ? tried : present.orElse(SoaEntry.drafted(control.id()));
              return new SoaRowView(
                  control.id(),
                  control.title(),
                  control.explanation(),
                  present.isPresent(),
                  row,
                  SoaQuery.grade(control, GradeRow.all(handle)),
                  problems);
            });
    return renderer.page(status, "soa-row", "Statement, " + control.id(), "/soa", request, view);
  }

  private Reply setRow(Request request) {
    Control control = control(request);
    try {
      SoaEntry entry = entry(request, control.id());
      try {
        statement.set(request.session().user().name(), entry);
      } catch (DecisionRefused e) {
        return row(422, request, control, entry, e.problems());
      }
    } catch (DecisionRefused e) {
      return row(422, request, control, null, e.problems());
    }
    return Reply.seeOther("/soa");
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
        request.form("owner"));
  }

  private Reply version(Request request) {
    long number = request.partAsId("id");
    SoaVersionView view = database.read(handle -> query.one(handle, number, request.now()));
    return renderer.page("soa-version", "Statement, version " + number, "/soa", request, view);
  }

  private Reply export(boolean xlsx) {
    return file(database.read(SoaTable::all), "statement-of-applicability", xlsx);
  }

  private Reply exportVersion(Request request, boolean xlsx) {
    long number = request.partAsId("id");
    Map<String, SoaEntry> rows = database.read(handle -> SoaQuery.frozen(handle, number).rows());
    return file(rows, "statement-of-applicability-" + number, xlsx);
  }

  private Reply file(Map<String, SoaEntry> rows, String name, boolean xlsx) {
    return Download.table(name, "Statement", SoaSheet.table(statement.ordered(rows)), xlsx);
  }
}
