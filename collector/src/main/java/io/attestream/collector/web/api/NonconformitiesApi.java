package io.attestream.collector.web.api;

import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.nonconformity.Entry;
import io.attestream.collector.nonconformity.EntryTable;
import io.attestream.collector.nonconformity.Failure;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.nonconformity.Proposal;
import io.attestream.collector.nonconformity.Step;
import io.attestream.collector.nonconformity.StepKind;
import io.attestream.collector.nonconformity.Watched;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.nonconformity.NonconformityForm;
import io.attestream.collector.web.nonconformity.NonconformityPages;
import io.attestream.collector.web.nonconformity.NonconformityQuery;
import io.attestream.collector.web.nonconformity.NonconformityView;
import io.attestream.collector.web.nonconformity.OpeningPage;
import io.attestream.collector.web.nonconformity.RegisterView;
import io.attestream.collector.web.view.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The register of nonconformities. */
public final class NonconformitiesApi {
  private final Database database;
  private final NonconformityRegister register;
  private final NonconformityQuery query;
  private final Proposal proposals;

  public NonconformitiesApi(
      Database database,
      NonconformityRegister register,
      NonconformityQuery query,
      Proposal proposals) {
    this.database = database;
    this.register = register;
    this.query = query;
    this.proposals = proposals;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listNonconformities", this::list),
        ApiOperation.read("getNonconformity", this::one),
        ApiOperation.read("proposeNonconformity", this::propose),
        new ApiOperation("openNonconformity", Access.MANAGER, this::open),
        new ApiOperation("takeNonconformityStep", Access.MANAGER, this::step),
        new ApiOperation("noteNonconformity", Access.MANAGER, this::note),
        new ApiOperation("linkNonconformityTicket", Access.MANAGER, this::ticket),
        new ApiOperation("changeNonconformity", Access.MANAGER, this::change));
  }

  private JsonObject list(Request request) {
    int limit = (int) request.query("limit", 1, 500, Page.SIZE);
    LocalDate today = LocalDate.ofInstant(request.now(), ZoneOffset.UTC);
    RegisterView view =
        database.read(
            handle -> query.list(handle, NonconformityPages.filter(request), limit, request.now()));
    List<RegisterView.Line> lines = view.lines();
    return new JsonObject()
        .put("openMajor", view.open(Kind.MAJOR))
        .put("openMinor", view.open(Kind.MINOR))
        .put("openOfi", view.open(Kind.OFI))
        .put("overdue", view.overdue())
        .put("next", view.next().isEmpty() ? 0 : lines.get(lines.size() - 1).entry().id())
        .put("nonconformities", ApiJson.list(lines, line -> entry(line.entry(), today)));
  }

  private static JsonObject entry(Nonconformity entry, LocalDate today) {
    JsonObject json =
        new JsonObject()
            .put("id", entry.id())
            .put("number", entry.number())
            .put("kind", entry.kind().name())
            .put("requirement", entry.requirement().text())
            .put("source", entry.source().name())
            .put("statement", entry.statement())
            .put("evidence", entry.evidence())
            .put("failing", entry.failures())
            .put("owner", entry.owner())
            .put("openedBy", entry.opening().by())
            .put("openedAt", time(entry.opening().at()))
            .put("stage", entry.stage().name())
            .put("reopenings", entry.progress().reopenings())
            .put("causeCategory", entry.progress().category())
            .put("planAccepted", entry.progress().plan().accepted())
            .put("overdue", entry.overdue(today));
    entry.due().ifPresent(due -> json.put("due", due.toString()));
    entry.progress().windowEnds().ifPresent(ends -> json.put("windowEnds", time(ends)));
    if (!entry.opening().grade().isEmpty()) {
      json.put(
          "grade",
          new JsonObject()
              .put("grade", entry.opening().grade())
              .put("rule", entry.opening().rule())
              .put("facts", entry.opening().facts()));
    }
    return json;
  }

  private JsonObject one(Request request) {
    long id = request.partAsId("nonconformity");
    LocalDate today = LocalDate.ofInstant(request.now(), ZoneOffset.UTC);
    return database.read(
        handle -> {
          NonconformityView view = query.one(handle, id, request.now(), List.of(), Map.of());
          return new JsonObject()
              .put("nonconformity", entry(view.entry(), today))
              .put("scope", ApiJson.list(view.scope(), NonconformitiesApi::watched))
              .put(
                  "failures",
                  ApiJson.list(
                      NonconformityTable.failures(handle, id), NonconformitiesApi::failure))
              .put("tickets", ApiJson.list(view.tickets(), NonconformityView.Ticket::text))
              .put("log", ApiJson.list(EntryTable.of(handle, id), NonconformitiesApi::line))
              .put("gap", view.gap())
              .put(
                  "similar",
                  new JsonObject()
                      .put("count", view.similar().count())
                      .put(
                          "failures",
                          ApiJson.list(view.similar().failures(), NonconformitiesApi::failure))
                      .put("controls", ApiJson.list(view.similar().controls(), control -> control))
                      .put(
                          "nonconformities",
                          ApiJson.list(view.similar().entries(), Nonconformity::number)));
        });
  }

  private static JsonObject watched(Watched watched) {
    return new JsonObject().put("check", watched.check()).put("unit", watched.unit());
  }

  private static JsonObject failure(Failure failure) {
    return new JsonObject()
        .put("finding", failure.finding())
        .put("check", failure.check())
        .put("unit", failure.unit())
        .put("providerId", failure.resource())
        .put("name", failure.name())
        .put("openedAt", time(failure.openedAt()));
  }

  private static JsonObject line(Entry entry) {
    return new JsonObject()
        .put("kind", entry.kind())
        .put("round", entry.reopenings() + 1)
        .put("by", entry.by())
        .put("at", time(entry.at()))
        .put("content", new JsonObject(entry.content()))
        .put("logIndex", entry.logIndex());
  }

  private JsonObject propose(Request request) {
    Draft draft =
        database
            .read(handle -> OpeningPage.proposed(proposals, handle, request))
            .orElseThrow(
                () ->
                    HttpProblem.badRequest(
                        "query parameter 'control' or 'finding' is needed, to propose for"));
    JsonObject json =
        new JsonObject()
            .put("kind", draft.kind().name())
            .put("requirement", draft.requirement().text())
            .put("source", draft.source().name())
            .put("statement", draft.statement())
            .put("owner", draft.owner())
            .put("checks", ApiJson.list(draft.scope(), Watched::check))
            .put("unit", draft.scope().isEmpty() ? "" : draft.scope().get(0).unit());
    return draft.finding() == 0 ? json : json.put("finding", draft.finding());
  }

  private Reply open(Request request) {
    JsonObject body = request.json();
    List<String> checks = new ArrayList<>();
    body.getJsonArray("checks", new JsonArray()).forEach(id -> checks.add(String.valueOf(id)));
    long id =
        StatementApi.decided(
            () -> register.open(by(request), NonconformityForm.draft(field(body), checks)));
    String number =
        database
            .read(handle -> NonconformityTable.find(handle, id))
            .map(Nonconformity::number)
            .orElse("");
    return ApiOperation.json(201, new JsonObject().put("id", id).put("number", number));
  }

  private Reply step(Request request) {
    JsonObject body = request.json();
    return done(
        request,
        id -> {
          StepKind kind = NonconformityForm.word(StepKind.class, "step", body.getString("step"));
          register.step(by(request), id, NonconformityForm.step(kind, field(body), actions(body)));
        });
  }

  private static List<Step.Plan.Action> actions(JsonObject body) {
    List<Step.Plan.Action> actions = new ArrayList<>();
    JsonArray sent = body.getJsonArray("actions", new JsonArray());
    for (int i = 0; i < sent.size(); i++) {
      JsonObject action = sent.getJsonObject(i);
      actions.add(
          NonconformityForm.action(
              i + 1,
              action.getString("what").strip(),
              action.getString("owner").strip(),
              action.getString("due")));
    }
    return actions;
  }

  private Reply note(Request request) {
    String text = request.json().getString("text").strip();
    return done(request, id -> register.note(by(request), id, text));
  }

  private Reply ticket(Request request) {
    String ticket = request.json().getString("ticket").strip();
    return done(request, id -> register.ticket(by(request), id, ticket));
  }

  private Reply change(Request request) {
    JsonObject body = request.json();
    return done(
        request,
        id ->
            register.change(
                by(request),
                id,
                body.getString("owner").strip(),
                NonconformityForm.word(Kind.class, "kind", body.getString("kind")),
                body.getString("reason").strip()));
  }

  private static Reply done(Request request, java.util.function.LongConsumer decision) {
    StatementApi.decided(
        () -> {
          decision.accept(request.partAsId("nonconformity"));
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }

  private static String by(Request request) {
    return request.session().user().name();
  }

  /** The texts and numbers of a body. */
  private static UnaryOperator<String> field(JsonObject body) {
    return name -> {
      Object value = body.getValue(name);
      return value == null ? "" : value.toString();
    };
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
