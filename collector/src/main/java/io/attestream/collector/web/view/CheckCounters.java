package io.attestream.collector.web.view;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The counters of every check, summed over units. */
public final class CheckCounters {
  private static final Counter NONE = new Counter(Counts.NONE, 0);

  private final Map<String, Counter> counters = new HashMap<>();

  /**
   * The counters of one check.
   *
   * @param oldestFailure since when the oldest current failure lasts, 0 when there is none
   */
  public record Counter(Counts counts, long oldestFailure) {}

  private CheckCounters() {}

  public static CheckCounters all(Handle handle) {
    CheckCounters all = new CheckCounters();
    handle
        .createQuery(
            """
            SELECT check_id, SUM(pass) AS pass, SUM(fail) AS fail, SUM(na) AS na,
              SUM(unknown) AS unknown, COALESCE(MIN(oldest_failure), 0) AS oldest
            FROM counter GROUP BY check_id
            """)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("check_id"),
                    new Counter(Counts.read(row, context), row.getLong("oldest"))))
        .forEach(entry -> all.counters.put(entry.getKey(), entry.getValue()));
    return all;
  }

  public Counter of(String check) {
    return counters.getOrDefault(check, NONE);
  }
}
