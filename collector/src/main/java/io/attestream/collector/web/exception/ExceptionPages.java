package io.attestream.collector.web.exception;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.soa.SoaForm;
import io.attestream.collector.web.view.Download;
import io.attestream.collector.web.view.Renderer;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /exceptions}. */
public final class ExceptionPages {
  /** Characters of an imported file; the form that carries it is bounded to 64 KiB. */
  private static final int LONGEST_FILE = 60_000;

  private final Database database;
  private final ExceptionRegister register;
  private final Renderer renderer;

  public ExceptionPages(Database database, ExceptionRegister register, Renderer renderer) {
    this.database = database;
    this.register = register;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/exceptions", Access.VIEWER, request -> show(200, request, List.of(), "")),
        Route.get("/exceptions/export.csv", Access.VIEWER, request -> export(request, false)),
        Route.get("/exceptions/export.xlsx", Access.VIEWER, request -> export(request, true)),
        Route.post("/exceptions", Access.MANAGER, this::decide));
  }

  private Reply show(int status, Request request, List<String> problems, String done) {
    ExceptionListView view =
        database.read(handle -> ExceptionListView.load(handle, request.now(), problems, done));
    return renderer.page(status, "exceptions", "Exceptions", "/exceptions", request, view);
  }

  private Reply export(Request request, boolean xlsx) {
    ExceptionListView view =
        database.read(handle -> ExceptionListView.load(handle, request.now(), List.of(), ""));
    return Download.table("exceptions", "Exceptions", view.table(), xlsx);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    try {
      if (request.form("do").equals("import")) {
        return show(200, request, List.of(), imported(by, request) + " exceptions were recorded.");
      }
      String withdraw = request.form("withdraw");
      if (withdraw.isEmpty()) {
        register.add(by, sent(request::form));
      } else {
        register.withdraw(by, id(withdraw));
      }
      return Reply.seeOther("/exceptions");
    } catch (DecisionRefused e) {
      return show(422, request, e.problems(), "");
    }
  }

  /** The field {@code xlsx} is a workbook in base64; without one, {@code csv} is a text. */
  private int imported(String by, Request request) {
    String xlsx = request.longForm("xlsx", LONGEST_FILE);
    return xlsx.isEmpty()
        ? register.importCsv(by, request.longForm("csv", LONGEST_FILE))
        : register.importXlsx(by, Download.decoded(xlsx));
  }

  /**
   * What a person or a program sent.
   *
   * @param field the text of a field, empty when it is not there
   * @throws DecisionRefused when the day cannot be read
   */
  public static ExceptionRecord sent(UnaryOperator<String> field) {
    @Nullable LocalDate expires = SoaForm.day("expiresOn", field.apply("expiresOn"));
    if (expires == null) {
      throw new DecisionRefused("the last day is needed");
    }
    return new ExceptionRecord(
        0,
        field.apply("check").strip(),
        field.apply("unit").strip(),
        field.apply("resource").strip(),
        field.apply("namePattern").strip(),
        field.apply("owner").strip(),
        field.apply("reason").strip(),
        field.apply("approvedBy").strip(),
        field.apply("ticket").strip(),
        expires);
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DecisionRefused("withdraw is '" + text + "', expected a number");
    }
  }
}
