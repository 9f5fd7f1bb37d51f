package io.attestream.collector.control;

import io.attestream.collector.scopes.ScopeUnits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The counter of one check in one unit.
 *
 * @param oldestFailure since when its oldest failure fails, in epoch milliseconds; 0 when nothing fails
 */
record Counter(
    String check, long unit, long pass, long fail, long na, long unknown, long oldestFailure) {

  /** The counters of these checks in these units that count anything, by check. */
  static Map<String, List<Counter>> read(Handle handle, Set<String> checks, ScopeUnits in) {
    Map<String, List<Counter>> counters = new HashMap<>();
    if (checks.isEmpty()) {
      return counters;
    }
    handle
        .createQuery(
            """
            SELECT check_id, unit_id, pass, fail, na, unknown, oldest_failure FROM counter
            WHERE check_id IN (<checks>) AND pass + fail + na + unknown > 0
            """)
        .bindList("checks", List.copyOf(checks))
        .map(
            (row, ctx) ->
                new Counter(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    row.getLong("pass"),
                    row.getLong("fail"),
                    row.getLong("na"),
                    row.getLong("unknown"),
                    row.getLong("oldest_failure")))
        .stream()
        .filter(counter -> in.has(counter.unit()))
        .forEach(c -> counters.computeIfAbsent(c.check(), k -> new ArrayList<>()).add(c));
    return counters;
  }

  long all() {
    return pass + fail + na + unknown;
  }

  long population() {
    return pass + fail;
  }

  boolean fails() {
    return fail > 0;
  }

  Counter less(long failures, long oldestLeft) {
    return new Counter(check, unit, pass, Math.max(0, fail - failures), na, unknown, oldestLeft);
  }
}
