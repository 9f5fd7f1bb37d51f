package io.attestream.collector.web.evidence;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.manual.Slot;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.soa.SoaForm;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /controls/<id>/evidence}: documents and records. */
public final class EvidencePages {
  private final Database database;
  private final EvidenceQuery query;
  private final ManualEvidenceDesk desk;
  private final Renderer renderer;

  public EvidencePages(
      Database database, Reference reference, ManualEvidenceDesk desk, Renderer renderer) {
    this.database = database;
    this.query = new EvidenceQuery(reference);
    this.desk = desk;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/controls/:id/evidence", Access.VIEWER, request -> show(200, request, List.of())),
        Route.post("/controls/:id/evidence", Access.MANAGER, this::decide));
  }

  private Reply show(int status, Request request, List<String> problems) {
    EvidenceView view =
        database.read(handle -> query.one(handle, request.part("id"), request.now(), problems));
    return renderer.page(
        status, "evidence", "Evidence for " + view.id(), "/controls", request, view);
  }

  private Reply decide(Request request) {
    String by = request.session().user().name();
    String control = request.part("id");
    try {
      String withdraw = request.form("withdraw");
      if (withdraw.isEmpty()) {
        desk.take(by, brought(request, control));
      } else {
        desk.withdraw(by, control, number("withdraw", withdraw));
      }
      return Reply.seeOther("/controls/" + control + "/evidence");
    } catch (DecisionRefused e) {
      return show(422, request, e.problems());
    }
  }

  /**
   * What a form sent.
   *
   * @throws DecisionRefused when a word or a day cannot be read
   */
  public static ManualEvidenceDesk.Brought brought(Request request, String control) {
    return brought(
        control,
        request.form("slot"),
        request.form("title"),
        request.form("reference"),
        request.form("sha256"),
        request.form("effectiveOn"),
        number("reviewDays", request.form("reviewDays")),
        request.form("expiresOn"),
        request.form("owner"));
  }

  /**
   * What a person or a program sent.
   *
   * @throws DecisionRefused when a word or a day cannot be read
   */
  public static ManualEvidenceDesk.Brought brought(
      String control,
      String slot,
      String title,
      String reference,
      String digest,
      String effectiveOn,
      long reviewDays,
      String expiresOn,
      String owner) {
    @Nullable LocalDate effective = SoaForm.day("effectiveOn", effectiveOn);
    if (effective == null) {
      throw new DecisionRefused("the effective date is needed");
    }
    return new ManualEvidenceDesk.Brought(
        control,
        slot(slot),
        title.strip(),
        reference.strip(),
        digest.strip().toLowerCase(Locale.ROOT),
        effective,
        (int) Math.min(Integer.MAX_VALUE, reviewDays),
        SoaForm.day("expiresOn", expiresOn),
        owner.strip());
  }

  private static Slot slot(String text) {
    for (Slot slot : Slot.values()) {
      if (slot.name().equalsIgnoreCase(text)) {
        return slot;
      }
    }
    throw new DecisionRefused("slot is '" + text + "', expected documentation or operation");
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new DecisionRefused(name + " is '" + text + "', expected a number");
    }
  }
}
