package io.attestream.collector.web.api;

import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.evidence.EvidencePages;
import io.attestream.collector.web.evidence.EvidenceQuery;
import io.attestream.collector.web.evidence.EvidenceView;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Documents and records of controls. */
final class EvidenceApi {
  private final Database database;
  private final EvidenceQuery query;
  private final ManualEvidenceDesk desk;

  EvidenceApi(Database database, Reference reference, ManualEvidenceDesk desk) {
    this.database = database;
    this.query = new EvidenceQuery(reference);
    this.desk = desk;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listEvidence", this::list),
        new ApiOperation("recordEvidence", Access.MANAGER, this::record),
        new ApiOperation("withdrawEvidence", Access.MANAGER, this::withdraw));
  }

  private JsonObject list(Request request) {
    EvidenceView view =
        database.read(
            handle -> query.one(handle, request.part("control"), request.now(), List.of()));
    return new JsonObject()
        .put("control", view.id())
        .put("state", view.state())
        .put("records", ApiJson.list(view.lines(), EvidenceApi::line));
  }

  static JsonObject line(EvidenceView.Line line) {
    JsonObject json =
        new JsonObject()
            .put("id", line.id())
            .put("slot", line.slot().name())
            .put("title", line.title())
            .put("reference", line.reference())
            .put("sha256", line.digest())
            .put("effectiveOn", line.effectiveOn())
            .put("receivedAt", line.received().iso())
            .put("reviewDue", line.due())
            .put("overdue", line.overdue())
            .put("owner", line.owner())
            .put("recordedBy", line.recordedBy());
    return ApiJson.text(json, "expiresOn", line.expiresOn());
  }

  private Reply record(Request request) {
    JsonObject body = request.json();
    long id =
        StatementApi.decided(
            () ->
                desk.take(
                    request.session().user().name(),
                    EvidencePages.brought(
                        request.part("control"),
                        body.getString("slot"),
                        body.getString("title"),
                        body.getString("reference", ""),
                        body.getString("sha256", ""),
                        body.getString("effectiveOn"),
                        body.getLong("reviewDays"),
                        body.getString("expiresOn", ""),
                        body.getString("owner"))));
    return ApiOperation.json(201, new JsonObject().put("id", id));
  }

  private Reply withdraw(Request request) {
    StatementApi.decided(
        () -> {
          desk.withdraw(
              request.session().user().name(),
              request.part("control"),
              request.partAsId("evidence"));
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }
}
