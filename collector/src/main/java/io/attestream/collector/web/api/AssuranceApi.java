package io.attestream.collector.web.api;

import io.attestream.collector.assurance.AssuranceReader;
import io.attestream.collector.assurance.BlindGap;
import io.attestream.collector.assurance.ControlAssurance;
import io.attestream.collector.assurance.UnitAssurance;
import io.attestream.collector.assurance.Window;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The period assurance of controls. */
final class AssuranceApi {
  /** Most gaps of a unit that are told; their number is whole. */
  private static final int MOST_GAPS = 100;

  private final Database database;
  private final Reference reference;

  AssuranceApi(Database database, Reference reference) {
    this.database = database;
    this.reference = reference;
  }

  List<ApiOperation> operations() {
    return List.of(ApiOperation.read("getControlAssurance", this::one));
  }

  private JsonObject one(Request request) {
    String control = request.part("control");
    if (reference.control(control).isEmpty()) {
      throw HttpProblem.notFound("Annex A has no control '" + control + "'.");
    }
    Window window;
    try {
      window = Window.ofDays(request.query("from"), request.query("to"), request.now());
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
    }
    return json(
        control,
        database.read(
            handle -> new AssuranceReader(handle, window).of(reference.checksOf(control))));
  }

  private static JsonObject json(String control, ControlAssurance assurance) {
    JsonObject json =
        new JsonObject()
            .put("control", control)
            .put("from", assurance.window().from().toString())
            .put("to", assurance.window().to().toString())
            .put("expected", assurance.expected())
            .put("received", assurance.received())
            .put("late", assurance.late())
            .put(
                "seconds",
                new JsonObject()
                    .put("pass", assurance.times().pass().toSeconds())
                    .put("fail", assurance.times().fail().toSeconds())
                    .put("unknown", assurance.times().unknown().toSeconds())
                    .put("notApplicable", assurance.times().notApplicable().toSeconds()))
            .put("units", ApiJson.list(assurance.units(), AssuranceApi::unit));
    assurance.share().ifPresent(share -> json.put("share", share));
    assurance.longestGap().ifPresent(gap -> json.put("longestGap", gap(gap)));
    return json;
  }

  private static JsonObject unit(UnitAssurance unit) {
    return new JsonObject()
        .put("unit", unit.unit())
        .put("seen", unit.seen())
        .put("expected", unit.expected())
        .put("received", unit.received())
        .put("late", unit.late())
        .put("gapCount", unit.gaps().size())
        .put(
            "gaps",
            ApiJson.list(unit.gaps().stream().limit(MOST_GAPS).toList(), AssuranceApi::gap));
  }

  private static JsonObject gap(BlindGap gap) {
    return new JsonObject()
        .put("unit", gap.unit())
        .put("from", gap.from().toString())
        .put("to", gap.to().toString())
        .put("seconds", gap.length().toSeconds())
        .put("why", gap.why());
  }
}
