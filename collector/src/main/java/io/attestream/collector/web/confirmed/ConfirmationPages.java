package io.attestream.collector.web.confirmed;

import io.attestream.collector.confirmed.Confirmation;
import io.attestream.collector.confirmed.ConfirmationDesk;
import io.attestream.collector.confirmed.ConfirmationTable;
import io.attestream.collector.confirmed.ConfirmedKind;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.soa.SoaForm;
import io.attestream.collector.web.view.Renderer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /confirmations}. */
public final class ConfirmationPages {
  private final Database database;
  private final ConfirmationDesk desk;
  private final Renderer renderer;

  public ConfirmationPages(Database database, ConfirmationDesk desk, Renderer renderer) {
    this.database = database;
    this.desk = desk;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/confirmations", Access.VIEWER, request -> show(200, request, List.of())),
        Route.post("/confirmations", Access.MANAGER, this::decide));
  }

  private Reply show(int status, Request request, List<String> problems) {
    ConfirmationListView view =
        new ConfirmationListView(
            LocalDate.ofInstant(request.now(), ZoneOffset.UTC),
            database.read(handle -> ConfirmationTable.all(handle)),
            problems);
    return renderer.page(status, "confirmations", "Confirmed", "/nonconformities", request, view);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    try {
      String end = request.form("end");
      if (end.isEmpty()) {
        desk.confirm(by, sent(field -> request.longForm(field, 2000)));
      } else {
        desk.end(by, id(end), request.form("note").strip());
      }
      return Reply.seeOther("/confirmations");
    } catch (DecisionRefused e) {
      return show(422, request, e.problems());
    }
  }

  /**
   * What a person or a program sent.
   *
   * @param field the text of a field, empty when it is not there
   * @throws DecisionRefused when a word or a day cannot be read
   */
  public static Confirmation sent(UnaryOperator<String> field) {
    String kind = field.apply("kind");
    @Nullable LocalDate since = SoaForm.day("since", field.apply("since"));
    if (since == null) {
      throw new DecisionRefused("the first day is needed");
    }
    try {
      return new Confirmation(
          0,
          ConfirmedKind.valueOf(kind),
          field.apply("about").strip(),
          field.apply("unit").strip(),
          since,
          field.apply("seen").strip(),
          field.apply("reference").strip());
    } catch (IllegalArgumentException e) {
      throw new DecisionRefused("kind is '" + kind + "', expected EXPOSURE or TAMPERING");
    }
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DecisionRefused("end is '" + text + "', expected a number");
    }
  }
}
