package io.attestream.collector.soa;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.assessment.SoaRow.Implementation;
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
  /** All of them, by control; reads counters alone. */
  public static Map<String, Contradiction> all(Handle handle, Catalogue catalogue) {
    Map<String, Contradiction> all = new TreeMap<>();
    Map<String, SoaEntry> rows = SoaTable.all(handle);
    if (rows.isEmpty()) {
      return all;
    }
    Map<String, long[]> counts = counts(handle);
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

  private static Map<String, long[]> counts(Handle handle) {
    Map<String, long[]> counts = new HashMap<>();
    handle
        .createQuery(
            "SELECT check_id, SUM(pass) AS pass, SUM(fail) AS fail FROM counter GROUP BY check_id")
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("check_id"),
                    new long[] {row.getLong("pass"), row.getLong("fail")}))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

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
