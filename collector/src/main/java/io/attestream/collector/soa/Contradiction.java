package io.attestream.collector.soa;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeUnits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * A row of the Statement that what the checks see speaks against: a control is excluded or not in place,
 * and yet there are resources that it concerns.
 *
 * @param pass results of its checks that pass
 * @param fail results that fail
 */
public record Contradiction(String control, String says, long pass, long fail) {
  /** All of them for everything, by control; reads counters alone. */
  public static Map<String, Contradiction> all(Handle handle, Catalogue catalogue) {
    return all(handle, catalogue, NamedScope.EVERYTHING);
  }

  /** Those of a scope: the rows that hold in it, against its units. */
  public static Map<String, Contradiction> all(Handle handle, Catalogue catalogue, String scope) {
    Map<String, Contradiction> all = new TreeMap<>();
    Map<String, SoaEntry> rows = SoaTable.standing(handle, scope);
    if (rows.isEmpty()) {
      return all;
    }
    Map<String, long[]> counts = counts(handle, ScopeUnits.of(handle, scope));
    Map<String, List<String>> checks = checks(catalogue);
    rows.forEach(
        (control, row) -> {
          String says = says(row);
          long pass = 0;
          long fail = 0;
          for (String check : checks.getOrDefault(control, List.of())) {
            long[] count = counts.getOrDefault(check, new long[2]);
            pass += count[0];
            fail += count[1];
          }
          if (!says.isEmpty() && pass + fail > 0) {
            all.put(control, new Contradiction(control, says, pass, fail));
          }
        });
    return all;
  }

  private static String says(SoaEntry row) {
    if (!row.applicable()) {
      return "excluded";
    }
    return row.implemented() == Implementation.YES
        ? ""
        : row.implemented() == Implementation.PLANNED ? "planned" : "not in place";
  }

  private static Map<String, long[]> counts(Handle handle, ScopeUnits units) {
    Map<String, long[]> counts = new HashMap<>();
    handle
        .createQuery("SELECT check_id, unit_id, pass, fail FROM counter")
        .map(
            (row, context) ->
                new Counted(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    row.getLong("pass"),
                    row.getLong("fail")))
        .stream()
        .filter(counted -> units.has(counted.unit()))
        .forEach(
            counted -> {
              long[] sum = counts.computeIfAbsent(counted.check(), c -> new long[2]);
              sum[0] += counted.pass();
              sum[1] += counted.fail();
            });
    return counts;
  }

  private record Counted(String check, long unit, long pass, long fail) {}

  private static Map<String, List<String>> checks(Catalogue catalogue) {
    Map<String, List<String>> checks = new HashMap<>();
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        checks.computeIfAbsent(edge.control(), c -> new ArrayList<>()).add(check.id());
      }
    }
    return checks;
  }

  /** {@code The Statement says excluded, but 3 results pass and 1 fails.} */
  public String words() {
    return "The Statement says "
        + says
        + ", but its checks judge resources that are there: "
        + pass
        + " pass, "
        + fail
        + " fail.";
  }
}
