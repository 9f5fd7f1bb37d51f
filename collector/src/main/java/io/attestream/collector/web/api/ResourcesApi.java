package io.attestream.collector.web.api;

import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.finding.FindingListView;
import io.attestream.collector.web.finding.FindingQuery;
import io.attestream.collector.web.finding.FindingState;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.resource.ResourceListView;
import io.attestream.collector.web.resource.ResourceQuery;
import io.attestream.collector.web.resource.ResourceSearch;
import io.attestream.collector.web.resource.ResourceView;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Resources with their evidence, and findings. */
final class ResourcesApi {
  private final Database database;
  private final ResourceQuery resources;
  private final FindingQuery findings;

  ResourcesApi(Database database, Reference reference, ProvisionalBoard board) {
    this.database = database;
    this.resources = new ResourceQuery(reference, board);
    this.findings = new FindingQuery(reference);
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listResources", this::list),
        ApiOperation.read("getResource", this::one),
        ApiOperation.read("listFindings", this::findings));
  }

  private JsonObject list(Request request) {
    long after = request.query("after", 0, Long.MAX_VALUE, 0);
    int limit = (int) request.query("limit", 1, 500, Page.SIZE);
    Page<ResourceListView.Line> page =
        database.read(
            handle ->
                ResourceSearch.find(
                    handle,
                    request.query("q"),
                    request.query("type"),
                    request.query("unit"),
                    after,
                    limit));
    return new JsonObject()
        .put("next", page.next())
        .put("resources", ApiJson.list(page.items(), ResourcesApi::line));
  }

  private static JsonObject line(ResourceListView.Line line) {
    return new JsonObject()
        .put("id", line.id())
        .put("name", line.name())
        .put("providerId", line.rid())
        .put("type", line.type())
        .put("unit", line.unit())
        .put("fail", line.fail())
        .put("unknown", line.unknown())
        .put("present", line.present());
  }

  private JsonObject one(Request request) {
    long id = request.partAsId("resource");
    ResourceView view = database.read(handle -> resources.load(handle, id, request.now()));
    JsonObject json =
        new JsonObject()
            .put("id", view.id())
            .put("name", view.name())
            .put("providerId", view.rid())
            .put("type", view.type())
            .put("unit", view.unit())
            .put("agent", view.agent())
            .put("listedBy", view.api())
            .put("results", ApiJson.list(view.results(), ResourcesApi::result))
            .put("history", ApiJson.list(view.history(), ResourcesApi::transition));
    return ApiJson.time(json, "confirmedAt", view.confirmed());
  }

  private static JsonObject result(ResourceView.Result result) {
    JsonObject json =
        new JsonObject()
            .put("check", result.check())
            .put("version", result.version())
            .put("title", result.title())
            .put("severity", result.severity().name())
            .put("verdict", result.verdict().name())
            .put("since", result.since().iso())
            .put("recordedAt", result.recorded().iso())
            .put("logIndex", result.commit())
            .put("leafKey", result.leafKey())
            .put(
                "observed",
                ApiJson.list(
                    result.observed(),
                    field ->
                        new JsonObject().put("path", field.path()).put("value", field.value())))
            .put(
                "notObserved",
                ApiJson.list(
                    result.blind(),
                    spot ->
                        new JsonObject()
                            .put("path", spot.path())
                            .put("api", spot.api())
                            .put("reason", spot.reason().name())
                            .put("detail", spot.detail())));
    exception(json, result.exception());
    ApiJson.text(json, "reason", result.reason());
    ApiJson.text(json, "detail", result.detail());
    return ApiJson.text(json, "condition", result.condition());
  }

  private static JsonObject transition(ResourceView.Transition past) {
    JsonObject json =
        new JsonObject()
            .put("check", past.check())
            .put("verdict", past.verdict().name())
            .put("from", past.from().iso());
    return ApiJson.time(ApiJson.text(json, "reason", past.reason()), "until", past.until());
  }

  private JsonObject findings(Request request) {
    var filter =
        new FindingQuery.Filter(
            request.query("state", FindingState.class).orElse(FindingState.OPEN),
            request.query("severity", SeverityBadge.class),
            request.query("unit"),
            request.query("check"),
            request.query("before", 0, Long.MAX_VALUE, 0));
    int limit = (int) request.query("limit", 1, 500, Page.SIZE);
    Page<FindingListView.Line> page =
        database.read(handle -> findings.find(handle, filter, limit, request.now()));
    return new JsonObject()
        .put("next", page.next())
        .put("findings", ApiJson.list(page.items(), ResourcesApi::finding));
  }

  /** Sets a member that is absent where no exception covers it. */
  private static void exception(JsonObject json, Optional<ExceptionMark> covering) {
    covering.ifPresent(
        mark ->
            json.put(
                "exception",
                new JsonObject()
                    .put("id", mark.id())
                    .put("until", mark.until().toString())
                    .put("owner", mark.owner())
                    .put("approvedBy", mark.approvedBy())));
  }

  private static JsonObject finding(FindingListView.Line line) {
    JsonObject json =
        new JsonObject()
            .put("id", line.id())
            .put("check", line.check())
            .put("title", line.title())
            .put("severity", line.severity().name())
            .put("resource", line.resource())
            .put("name", line.name())
            .put("providerId", line.rid())
            .put("unit", line.unit())
            .put("controls", ApiJson.list(line.controls(), control -> control))
            .put("openedAt", line.opened().iso());
    exception(json, line.exception());
    ApiJson.time(json, "resolvedAt", line.resolved());
    return ApiJson.text(json, "resolution", line.resolution());
  }
}
