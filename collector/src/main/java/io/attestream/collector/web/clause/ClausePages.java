package io.attestream.collector.web.clause;

import io.attestream.collector.clauses.ClauseDesk;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.evidence.EvidencePages;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import java.util.List;

/** {@code /clauses} and {@code /clauses/<number>}. */
public final class ClausePages {
  private final Database database;
  private final ClauseDesk desk;
  private final ManualEvidenceDesk evidence;
  private final Renderer renderer;

  public ClausePages(
      Database database, ClauseDesk desk, ManualEvidenceDesk evidence, Renderer renderer) {
    this.database = database;
    this.desk = desk;
    this.evidence = evidence;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/clauses", Access.VIEWER, request -> show(200, request, List.of())),
        Route.post("/clauses", Access.MANAGER, this::event),
        Route.get("/clauses/:id", Access.VIEWER, request -> one(200, request, List.of())),
        Route.post("/clauses/:id", Access.MANAGER, this::record));
  }

  private Reply show(int status, Request request, List<String> problems) {
    ClauseListView view = database.read(handle -> ClauseQuery.all(handle, request.now(), problems));
    return renderer.page(status, "clauses", "Clauses", "/controls", request, view);
  }

  private Reply one(int status, Request request, List<String> problems) {
    String clause = request.part("id");
    ClauseView view =
        database.read(handle -> ClauseQuery.one(handle, clause, request.now(), problems));
    return renderer.page(status, "clause", "Clause " + clause, "/controls", request, view);
  }

  private Reply event(Request request) {
    String by = request.session().user().name();
    try {
      if (!request.form("withdraw").isEmpty()) {
        desk.withdraw(by, ClauseForm.id(request.form("withdraw")));
      } else if (!request.form("held").isEmpty()) {
        desk.hold(by, ClauseForm.id(request.form("held")), ClauseForm.held(request::form));
      } else {
        desk.plan(by, ClauseForm.plan(request::form));
      }
      return Reply.seeOther("/clauses");
    } catch (DecisionRefused e) {
      return show(422, request, e.problems());
    }
  }

  private Reply record(Request request) {
    String by = request.session().user().name();
    String subject = ClauseQuery.requirement(request.part("id")).subject();
    try {
      if (request.form("withdraw").isEmpty()) {
        evidence.take(by, EvidencePages.brought(request, subject));
      } else {
        evidence.withdraw(by, subject, ClauseForm.id(request.form("withdraw")));
      }
      return Reply.seeOther("/clauses/" + request.part("id"));
    } catch (DecisionRefused e) {
      return one(422, request, e.problems());
    }
  }
}
