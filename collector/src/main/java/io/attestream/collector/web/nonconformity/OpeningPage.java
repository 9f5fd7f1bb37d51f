package io.attestream.collector.web.nonconformity;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.Proposal;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@code /nonconformities/new}: the form that opens an entry, filled in for a control or a finding. */
public final class OpeningPage {
  private static final List<String> FIELDS =
      List.of(
          "kind",
          "requirement",
          "source",
          "statement",
          "evidence",
          "owner",
          "finding",
          "checks",
          "unit");

  private final Database database;
  private final Reference reference;
  private final NonconformityRegister register;
  private final Proposal proposals;
  private final Renderer renderer;

  public OpeningPage(
      Database database,
      Reference reference,
      NonconformityRegister register,
      Proposal proposals,
      Renderer renderer) {
    this.database = database;
    this.reference = reference;
    this.register = register;
    this.proposals = proposals;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/nonconformities/new", Access.MANAGER, this::opening),
        Route.post("/nonconformities", Access.MANAGER, this::open));
  }

  private Reply opening(Request request) {
    Optional<Draft> draft = database.read(handle -> proposed(proposals, handle, request));
    Map<String, String> fields =
        draft.map(OpeningView::fields).orElseGet(() -> Map.of("source", "INTERNAL_AUDIT"));
    return opening(200, request, fields, draft.isPresent(), List.of());
  }

  /** What the product proposes for the control or the finding in a query. */
  public static Optional<Draft> proposed(Proposal proposals, Handle handle, Request request) {
    String control = request.query("control");
    if (!control.isEmpty()) {
      return Optional.of(
          proposals
              .ofControl(handle, control)
              .orElseThrow(
                  () -> HttpProblem.notFound("Annex A has no control '" + control + "'.")));
    }
    long finding = request.query("finding", 0, Long.MAX_VALUE, 0);
    return finding == 0
        ? Optional.empty()
        : Optional.of(
            proposals
                .ofFinding(handle, finding)
                .orElseThrow(() -> HttpProblem.notFound("There is no finding " + finding + ".")));
  }

  private Reply opening(
      int status,
      Request request,
      Map<String, String> fields,
      boolean proposed,
      List<String> problems) {
    OpeningView view = OpeningView.of(fields, proposed, reference, problems);
    return renderer.page(
        status, "nonconformity-new", "Open an entry", "/nonconformities", request, view);
  }

  private Reply open(Request request) {
    Map<String, String> fields = NonconformityPages.fields(request, FIELDS);
    try {
      Draft draft =
          NonconformityForm.draft(
              name -> fields.getOrDefault(name, ""),
              NonconformityForm.checks(fields.getOrDefault("checks", "")));
      long id = register.open(request.session().user().name(), draft);
      return Reply.seeOther("/nonconformities/" + id);
    } catch (DecisionRefused e) {
      return opening(422, request, fields, false, e.problems());
    }
  }
}
