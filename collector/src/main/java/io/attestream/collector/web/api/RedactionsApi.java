package io.attestream.collector.web.api;

import io.attestream.collector.redaction.Erased;
import io.attestream.collector.redaction.Erasure;
import io.attestream.collector.redaction.RedactionTable;
import io.attestream.collector.redaction.Redactions;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Erasure of disclosures. */
final class RedactionsApi {
  private final Database database;
  private final Redactions redactions;

  RedactionsApi(Database database, Redactions redactions) {
    this.database = database;
    this.redactions = redactions;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listRedactions", this::list),
        new ApiOperation("eraseDisclosures", Access.ADMIN, this::erase));
  }

  private JsonObject list(Request request) {
    return new JsonObject()
        .put(
            "redactions",
            ApiJson.list(database.read(RedactionTable::all), RedactionsApi::redaction));
  }

  private static JsonObject redaction(RedactionTable.Row row) {
    return new JsonObject()
        .put("logIndex", row.index())
        .put("resource", row.resource())
        .put("check", row.check())
        .put("identity", row.identity())
        .put("evidence", row.evidence())
        .put("disclosures", row.disclosures())
        .put("by", row.by())
        .put("at", row.at().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("reason", row.reason());
  }

  private Reply erase(Request request) {
    JsonObject body = request.json();
    Erased erased =
        StatementApi.decided(
            () ->
                redactions.erase(
                    request.session().user().name(),
                    new Erasure(
                        request.partAsId("resource"),
                        body.getString("check", ""),
                        body.getBoolean("identity", false),
                        body.getBoolean("evidence", false),
                        body.getString("reason"))));
    return ApiOperation.json(
        201,
        new JsonObject()
            .put("logIndexes", new JsonArray(erased.entries()))
            .put("disclosures", erased.disclosures())
            .put("scrubbed", erased.scrubbed()));
  }
}
