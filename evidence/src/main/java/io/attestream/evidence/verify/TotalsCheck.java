package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares {@code report/totals.json}, what the collector counts and shows, with the results. */
final class TotalsCheck {
  private static final int MAX_BYTES = 256 << 20;
  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 8, 20_000_000);
  private static final int MAX_UNITS = 100_000;
  private static final int MAX_CHECKS = 10_000;
  private static final long MAX_COUNT = 1L << 40;
  private static final Tally NONE = Tally.ZERO;

  private final BundleReader bundle;
  private final Findings findings;

  TotalsCheck(BundleReader bundle, Findings findings) {
    this.bundle = bundle;
    this.findings = findings;
  }

  void check(Map<String, UnitTotals> units) {
    if (!bundle.has(BundlePath.TOTALS)) {
      findings.note("The bundle has no " + BundlePath.TOTALS + " to compare with its results.");
      return;
    }
    SortedMap<String, SortedMap<String, Tally>> reported;
    try {
      reported = read(bundle.read(BundlePath.TOTALS, MAX_BYTES));
    } catch (JsonException e) {
      throw new BundleException(BundlePath.TOTALS, String.valueOf(e.getMessage()));
    }
    for (String unit : reported.keySet()) {
      if (!units.containsKey(unit)) {
        problem("counts unit " + unit + ", which no commit is about");
      }
    }
    new TreeMap<>(units)
        .forEach(
            (unit, found) -> compare(unit, reported.getOrDefault(unit, new TreeMap<>()), found));
  }

  private void compare(String unit, SortedMap<String, Tally> reported, UnitTotals found) {
    if (!found.replayed()) {
      Tally sum = reported.values().stream().reduce(NONE, TotalsCheck::plus);
      if (!sum.equals(found.tally())) {
        problem("counts " + text(sum) + " in " + unit + ", signed were " + text(found.tally()));
      }
      return;
    }
    SortedMap<String, Tally> all = new TreeMap<>(found.byCheck());
    reported.keySet().forEach(check -> all.putIfAbsent(check, NONE));
    all.forEach(
        (check, tally) -> {
          Tally said = reported.getOrDefault(check, NONE);
          if (!said.equals(tally)) {
            problem(
                "counts "
                    + text(said)
                    + " for "
                    + check
                    + " in "
                    + unit
                    + ", the results give "
                    + text(tally));
          }
        });
  }

  private static SortedMap<String, SortedMap<String, Tally>> read(byte[] json) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(json, LIMITS));
    root.integer("v", 1, 1);
    SortedMap<String, SortedMap<String, Tally>> units = new TreeMap<>();
    for (JsonObject unit : root.objects("units", MAX_UNITS)) {
      SortedMap<String, Tally> checks = new TreeMap<>();
      for (JsonObject check : unit.objects("checks", MAX_CHECKS)) {
        if (checks.put(check.string("check", 200), tally(check)) != null) {
          throw check.fail("check", "comes twice");
        }
        check.end();
      }
      if (units.put(unit.string("unit", 300), checks) != null) {
        throw unit.fail("unit", "comes twice");
      }
      unit.end();
    }
    root.end();
    return units;
  }

  private static Tally tally(JsonObject json) {
    return new Tally(
        json.integer("pass", 0, MAX_COUNT),
        json.integer("fail", 0, MAX_COUNT),
        json.integer("na", 0, MAX_COUNT),
        json.integer("unknown", 0, MAX_COUNT));
  }

  private static Tally plus(Tally a, Tally b) {
    return new Tally(
        a.pass() + b.pass(),
        a.fail() + b.fail(),
        a.notApplicable() + b.notApplicable(),
        a.unknown() + b.unknown());
  }

  private static String text(Tally tally) {
    return tally.pass()
        + " pass, "
        + tally.fail()
        + " fail, "
        + tally.notApplicable()
        + " na, "
        + tally.unknown()
        + " unknown";
  }

  private void problem(String message) {
    findings.problem(Step.REPERFORM, BundlePath.TOTALS, message);
  }
}
