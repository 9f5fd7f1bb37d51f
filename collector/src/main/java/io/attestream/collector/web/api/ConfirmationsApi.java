package io.attestream.collector.web.api;

import io.attestream.collector.confirmed.Confirmation;
import io.attestream.collector.confirmed.ConfirmationDesk;
import io.attestream.collector.confirmed.ConfirmationTable;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.confirmed.ConfirmationPages;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What people confirm that no check can see. */
final class ConfirmationsApi {
  private final Database database;
  private final ConfirmationDesk desk;

  ConfirmationsApi(Database database, ConfirmationDesk desk) {
    this.database = database;
    this.desk = desk;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listConfirmations", this::list),
        new ApiOperation("addConfirmation", Access.MANAGER, this::add),
        new ApiOperation("endConfirmation", Access.MANAGER, this::end));
  }

  private JsonObject list(Request request) {
    List<Confirmation> standing = database.read(handle -> ConfirmationTable.all(handle));
    return new JsonObject().put("confirmations", ApiJson.list(standing, ConfirmationsApi::line));
  }

  private static JsonObject line(Confirmation confirmation) {
    return new JsonObject()
        .put("id", confirmation.id())
        .put("kind", confirmation.kind().name())
        .put("about", confirmation.about())
        .put("unit", confirmation.unit())
        .put("since", confirmation.since().toString())
        .put("seen", confirmation.seen())
        .put("reference", confirmation.reference());
  }

  private Reply add(Request request) {
    JsonObject body = request.json();
    long id =
        StatementApi.decided(
            () ->
                desk.confirm(
                    request.session().user().name(),
                    ConfirmationPages.sent(field -> body.getString(field, ""))));
    return ApiOperation.json(201, new JsonObject().put("id", id));
  }

  private Reply end(Request request) {
    String note = request.json().getString("note", "").strip();
    StatementApi.decided(
        () -> {
          desk.end(request.session().user().name(), request.partAsId("confirmation"), note);
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }
}
