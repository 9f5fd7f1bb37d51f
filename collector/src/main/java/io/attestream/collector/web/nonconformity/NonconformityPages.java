package io.attestream.collector.web.nonconformity;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.nonconformity.Entry;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.NonconformitySheet;
import io.attestream.collector.nonconformity.StepKind;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Download;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Renderer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /nonconformities}: the register, an entry with its next step, and the file to take away. */
public final class NonconformityPages {
  private static final int LONGEST = 4000;
  private static final List<String> STEP =
      List.of(
          "do",
          "text",
          "method",
          "cause",
          "category",
          "proof",
          "reference",
          "windowDays",
          "ticket",
          "owner",
          "kind",
          "reason");

  private final Database database;
  private final NonconformityRegister register;
  private final NonconformityQuery query;
  private final Renderer renderer;

  public NonconformityPages(
      Database database,
      NonconformityRegister register,
      NonconformityQuery query,
      Renderer renderer) {
    this.database = database;
    this.register = register;
    this.query = query;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/nonconformities", Access.VIEWER, this::list),
        Route.get("/nonconformities/export.csv", Access.VIEWER, request -> export(request, false)),
        Route.get("/nonconformities/export.xlsx", Access.VIEWER, request -> export(request, true)),
        Route.get(
            "/nonconformities/:id",
            Access.VIEWER,
            request -> one(200, request, List.of(), Map.of())),
        Route.post("/nonconformities/:id", Access.MANAGER, this::decide));
  }

  private Reply list(Request request) {
    NonconformityQuery.Filter filter = filter(request);
    RegisterView view =
        database.read(handle -> query.list(handle, filter, Page.SIZE, request.now()));
    return renderer.page("nonconformities", "Register", "/nonconformities", request, view);
  }

  /** The filter in a query. */
  public static NonconformityQuery.Filter filter(Request request) {
    return new NonconformityQuery.Filter(
        request.query("state", RegisterState.class).orElse(RegisterState.OPEN),
        request.query("kind", Kind.class),
        request.query("requirement"),
        request.query("before", 0, Long.MAX_VALUE, 0));
  }

  private Reply one(int status, Request request, List<String> problems, Map<String, String> sent) {
    long id = request.partAsId("id");
    NonconformityView view =
        database.read(handle -> query.one(handle, id, request.now(), problems, sent));
    return renderer.page(
        status, "nonconformity", view.entry().number(), "/nonconformities", request, view);
  }

  private Reply decide(Request request) {
    long id = request.partAsId("id");
    String by = request.session().user().name();
    Map<String, String> sent = fields(request, STEP);
    for (int i = 1; i <= NonconformityForm.ACTIONS; i++) {
      sent.putAll(fields(request, List.of("what-" + i, "owner-" + i, "due-" + i)));
    }
    try {
      String what = sent.getOrDefault("do", "");
      String text = sent.getOrDefault("text", "").strip();
      switch (what) {
        case Entry.NOTE -> register.note(by, id, text);
        case Entry.TICKET -> register.ticket(by, id, sent.getOrDefault("ticket", "").strip());
        case Entry.CHANGE ->
            register.change(
                by,
                id,
                sent.getOrDefault("owner", "").strip(),
                NonconformityForm.word(Kind.class, "kind", sent.getOrDefault("kind", "")),
                sent.getOrDefault("reason", "").strip());
        default -> step(by, id, what, sent);
      }
      return Reply.seeOther("/nonconformities/" + id);
    } catch (DecisionRefused e) {
      return one(422, request, e.problems(), sent);
    }
  }

  private void step(String by, long id, String what, Map<String, String> sent) {
    StepKind kind = NonconformityForm.word(StepKind.class, "do", what);
    register.step(
        by,
        id,
        NonconformityForm.step(
            kind,
            name -> sent.getOrDefault(name, ""),
            kind == StepKind.PLAN
                ? NonconformityForm.actions(name -> sent.getOrDefault(name, ""))
                : List.of()));
  }

  /** The fields of a form that were filled in. */
  static Map<String, String> fields(Request request, List<String> names) {
    Map<String, String> fields = new HashMap<>();
    for (String name : names) {
      String value = request.longForm(name, LONGEST).replace("\r\n", "\n");
      if (!value.isEmpty()) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private Reply export(Request request, boolean xlsx) {
    LocalDate today = LocalDate.ofInstant(request.now(), ZoneOffset.UTC);
    return Download.table(
        "nonconformities",
        "Register",
        database.read(handle -> NonconformitySheet.table(handle, today)),
        xlsx);
  }
}
