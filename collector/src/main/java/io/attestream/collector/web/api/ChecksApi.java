package io.attestream.collector.web.api;

import io.attestream.checks.model.Check;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.check.CheckListView;
import io.attestream.collector.web.check.CheckQuery;
import io.attestream.collector.web.check.CheckView;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Checks and their results. */
final class ChecksApi {
  private final Database database;
  private final CheckQuery checks;

  ChecksApi(Database database, Reference reference) {
    this.database = database;
    this.checks = new CheckQuery(reference);
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listChecks", this::list),
        ApiOperation.read("getCheck", this::one),
        ApiOperation.read("listResults", this::results));
  }

  private JsonObject list(Request request) {
    var severity = request.query("severity", SeverityBadge.class);
    var verdict = request.query("verdict", VerdictBadge.class);
    CheckListView view =
        database.read(handle -> checks.list(handle, severity, verdict, request.query("q")));
    return new JsonObject().put("checks", ApiJson.list(view.lines(), ChecksApi::line));
  }

  private static JsonObject line(CheckListView.Line line) {
    return new JsonObject()
        .put("id", line.id())
        .put("title", line.title())
        .put("severity", line.severity().name())
        .put("resourceType", line.resource())
        .put("controls", ApiJson.list(line.controls(), control -> control))
        .put("counts", ApiJson.counts(line.counts()));
  }

  private JsonObject one(Request request) {
    CheckView view =
        database.read(
            handle ->
                checks.one(handle, request.part("check"), VerdictBadge.FAIL, 0, request.now()));
    Check check = view.check();
    JsonObject remediation = new JsonObject();
    check.remediation().ways().forEach(remediation::put);
    JsonObject json =
        new JsonObject()
            .put("id", check.id())
            .put("version", check.version())
            .put("title", check.title())
            .put("severity", view.severity().name())
            .put("resourceType", check.resource())
            .put("observe", ApiJson.list(check.observe(), Object::toString))
            .put("passes", check.passes())
            .put("message", check.message())
            .put("rationale", check.rationale())
            .put("remediation", remediation)
            .put("references", ApiJson.list(check.references(), reference -> reference))
            .put("controls", ApiJson.list(view.mapping(), ChecksApi::mapping))
            .put("counts", ApiJson.counts(view.counts()))
            .put("units", ApiJson.list(view.units(), ChecksApi::unit));
    return ApiJson.text(json, "applies", check.applies().orElse(""));
  }

  private static JsonObject mapping(CheckView.Mapping mapping) {
    return new JsonObject()
        .put("id", mapping.control())
        .put("title", mapping.title())
        .put("strength", mapping.strength())
        .put("why", mapping.why());
  }

  private static JsonObject unit(CheckView.UnitCounts unit) {
    return ApiJson.time(
        new JsonObject().put("unit", unit.unit()).put("counts", ApiJson.counts(unit.counts())),
        "oldestFailure",
        unit.oldest());
  }

  private JsonObject results(Request request) {
    VerdictBadge verdict = request.query("verdict", VerdictBadge.class).orElse(VerdictBadge.FAIL);
    long after = request.query("after", 0, Long.MAX_VALUE, 0);
    int limit = (int) request.query("limit", 1, 500, Page.SIZE);
    String check = request.part("check");
    checks.require(check);
    Page<CheckView.Hit> page =
        database.read(handle -> checks.hits(handle, check, verdict, after, limit, request.now()));
    return new JsonObject()
        .put("next", page.next())
        .put("results", ApiJson.list(page.items(), hit -> hit(hit, verdict)));
  }

  private static JsonObject hit(CheckView.Hit hit, VerdictBadge verdict) {
    JsonObject json =
        new JsonObject()
            .put("resource", hit.resource())
            .put("name", hit.name())
            .put("providerId", hit.rid())
            .put("unit", hit.unit())
            .put("verdict", verdict.name())
            .put("since", hit.since().iso());
    return ApiJson.text(json, "reason", hit.reason());
  }
}
