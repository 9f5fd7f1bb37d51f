package io.attestream.collector.web.view;

import io.attestream.collector.scopes.ScopeUnits;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The counters of every check, summed over the units of a scope. */
public final class CheckCounters {
  private static final Counter NONE = new Counter(Counts.NONE, 0);

  private final Map<String, Counter> counters = new HashMap<>();

  /**
   * The counters of one check.
   *
   * @param oldestFailure since when the oldest current failure lasts, 0 when there is none
   */
  public record Counter(Counts counts, long oldestFailure) {
    private Counter plus(Counter other) {
      long oldest =
          oldestFailure == 0 || other.oldestFailure == 0
              ? Math.max(oldestFailure, other.oldestFailure)
              : Math.min(oldestFailure, other.oldestFailure);
      return new Counter(counts.plus(other.counts), oldest);
    }
  }

  private record OfUnit(String check, long unit, Counter counter) {}

  private CheckCounters() {}

  /** Over all units. */
  public static CheckCounters all(Handle handle) {
    return in(handle, ScopeUnits.all());
  }

  public static CheckCounters in(Handle handle, ScopeUnits units) {
    CheckCounters all = new CheckCounters();
    handle
        .createQuery(
            """
            SELECT check_id, unit_id, pass, fail, na, unknown,
              COALESCE(oldest_failure, 0) AS oldest
            FROM counter
            """)
        .map(
            (row, context) ->
                new OfUnit(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    new Counter(Counts.read(row, context), row.getLong("oldest"))))
        .stream()
        .filter(of -> units.has(of.unit()))
        .forEach(of -> all.counters.merge(of.check(), of.counter(), Counter::plus));
    return all;
  }

  public Counter of(String check) {
    return counters.getOrDefault(check, NONE);
  }
}
