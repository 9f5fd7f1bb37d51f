package io.attestream.collector.web.api;

import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.exception.ExceptionListView;
import io.attestream.collector.web.exception.ExceptionPages;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.view.Download;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Exceptions. */
final class ExceptionsApi {
  private final Database database;
  private final ExceptionRegister register;

  ExceptionsApi(Database database, ExceptionRegister register) {
    this.database = database;
    this.register = register;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("listExceptions", this::list),
        new ApiOperation("addException", Access.MANAGER, this::add),
        new ApiOperation("importExceptions", Access.MANAGER, this::importFile),
        new ApiOperation("withdrawException", Access.MANAGER, this::withdraw));
  }

  private JsonObject list(Request request) {
    ExceptionListView view =
        database.read(handle -> ExceptionListView.load(handle, request.now(), List.of(), ""));
    return new JsonObject().put("exceptions", ApiJson.list(view.lines(), ExceptionsApi::line));
  }

  private static JsonObject line(ExceptionListView.Line line) {
    ExceptionRecord exception = line.exception();
    return new JsonObject()
        .put("id", exception.id())
        .put("check", exception.check())
        .put("unit", exception.unit())
        .put("resource", exception.resource())
        .put("namePattern", exception.namePattern())
        .put("owner", exception.owner())
        .put("reason", exception.reason())
        .put("approvedBy", exception.approvedBy())
        .put("ticket", exception.ticket())
        .put("expiresOn", exception.expiresOn().toString())
        .put("state", line.state().name())
        .put("covers", line.covers());
  }

  private Reply add(Request request) {
    JsonObject body = request.json();
    long id =
        StatementApi.decided(
            () ->
                register.add(
                    request.session().user().name(),
                    ExceptionPages.sent(field -> body.getString(field, ""))));
    return ApiOperation.json(201, new JsonObject().put("id", id));
  }

  private Reply importFile(Request request) {
    String by = request.session().user().name();
    String csv = request.json().getString("csv", "");
    String xlsx = request.json().getString("xlsx", "");
    if (csv.isEmpty() == xlsx.isEmpty()) {
      throw HttpProblem.badRequest("body: one of csv and xlsx is needed");
    }
    int rows =
        StatementApi.decided(
            () ->
                xlsx.isEmpty()
                    ? register.importCsv(by, csv)
                    : register.importXlsx(by, Download.decoded(xlsx)));
    return ApiOperation.json(200, new JsonObject().put("rows", rows));
  }

  private Reply withdraw(Request request) {
    StatementApi.decided(
        () -> {
          register.withdraw(request.session().user().name(), request.partAsId("exception"));
          return true;
        });
    return ApiOperation.json(200, new JsonObject().put("done", true));
  }
}
