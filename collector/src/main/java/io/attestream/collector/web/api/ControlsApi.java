package io.attestream.collector.web.api;

import io.attestream.checks.control.Theme;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.control.ControlListView;
import io.attestream.collector.web.control.ControlQuery;
import io.attestream.collector.web.control.ControlView;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.overview.OverviewQuery;
import io.attestream.collector.web.overview.OverviewView;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Controls and the summary. */
final class ControlsApi {
  private final Database database;
  private final ControlQuery controls;
  private final OverviewQuery overview;

  ControlsApi(Database database, Reference reference) {
    this.database = database;
    this.controls = new ControlQuery(reference);
    this.overview = new OverviewQuery(reference);
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getSummary", this::summary),
        ApiOperation.read("listControls", this::list),
        ApiOperation.read("getControl", this::one));
  }

  private JsonObject summary(Request request) {
    OverviewView view = database.read(handle -> overview.load(handle, request.now()));
    JsonObject grades = new JsonObject();
    view.grades().forEach((grade, count) -> grades.put(grade.name(), count));
    JsonObject open = new JsonObject();
    view.openFindings().forEach((severity, count) -> open.put(severity.name(), count));
    return new JsonObject()
        .put("units", view.units())
        .put("results", ApiJson.counts(view.results()))
        .put("grades", grades)
        .put("openFindings", open);
  }

  private JsonObject list(Request request) {
    var grade = request.query("grade", GradeBadge.class);
    var theme = request.query("theme", Theme.class);
    ControlListView view =
        database.read(
            handle ->
                controls.list(
                    handle,
                    request.query("scope"),
                    grade,
                    theme,
                    request.query("q"),
                    request.now()));
    return new JsonObject().put("controls", ApiJson.list(view.lines(), ControlsApi::line));
  }

  private static JsonObject line(ControlListView.Line line) {
    JsonObject json =
        new JsonObject()
            .put("id", line.id())
            .put("title", line.title())
            .put("grade", line.grade().name())
            .put("label", line.grade().label())
            .put("confidence", line.confidence())
            .put("checks", line.checks())
            .put("counts", ApiJson.counts(line.counts()));
    return ApiJson.time(ApiJson.text(json, "reason", line.reason()), "since", line.since());
  }

  private JsonObject one(Request request) {
    ControlView view =
        database.read(
            handle ->
                controls.one(
                    handle, request.query("scope"), request.part("control"), request.now()));
    JsonObject providers = new JsonObject();
    view.classes().forEach(provider -> providers.put(provider.provider(), provider.letter()));
    JsonObject json =
        new JsonObject()
            .put("id", view.id())
            .put("title", view.title())
            .put("theme", view.theme().title())
            .put("explanation", view.explanation())
            .put("foundation", view.foundation())
            .put("manualPart", view.manual())
            .put("providers", providers)
            .put("grade", view.grade().name())
            .put("label", view.grade().label())
            .put("confidence", view.confidence())
            .put(
                "rules",
                ApiJson.list(
                    view.rules(),
                    rule ->
                        new JsonObject()
                            .put("rule", rule.rule())
                            .put("grade", rule.grade().name())
                            .put("facts", rule.facts())
                            .put("against", rule.against())))
            .put(
                "parameters",
                ApiJson.list(
                    view.limits(),
                    limit -> new JsonObject().put("key", limit.key()).put("value", limit.value())))
            .put("checks", ApiJson.list(view.checks(), ControlsApi::check))
            .put(
                "history",
                ApiJson.list(
                    view.history(),
                    past ->
                        new JsonObject()
                            .put("grade", past.grade().name())
                            .put("at", past.at().iso())
                            .put("reason", past.reason())));
    view.freshUntil().ifPresent(fresh -> json.put("freshUntil", fresh.until().iso()));
    return ApiJson.time(ApiJson.time(json, "since", view.since()), "assessedAt", view.assessed());
  }

  private static JsonObject check(ControlView.Line line) {
    return ApiJson.time(
        new JsonObject()
            .put("id", line.id())
            .put("title", line.title())
            .put("severity", line.severity().name())
            .put("strength", line.strength())
            .put("why", line.why())
            .put("counts", ApiJson.counts(line.counts())),
        "oldestFailure",
        line.oldest());
  }
}
