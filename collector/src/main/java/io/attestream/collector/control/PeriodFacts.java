package io.attestream.collector.control;

import io.attestream.collector.control.Period.Lapse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the roll-ups tell of the period.
 *
 * @param lapses failures of a day or longer that ended in the period, by check
 * @param failRateBefore by check; failing share some days ago, for checks that had a population then
 * @param units for each unit how much of its closed days was seen
 */
record PeriodFacts(
    Period period,
    Map<String, List<Lapse>> lapses,
    Map<String, Double> failRateBefore,
    Map<Long, Seen> units) {
  /** O4 looks back so many days. */
  private static final long WORSENING_DAYS = 30;

  /** Milliseconds with fresh evidence, and milliseconds in all. */
  record Seen(long fresh, long all) {}

  /**
   * Reads it for these checks.
   *
   * @param days of the period, at most
   */
  static PeriodFacts read(Handle handle, Set<String> checks, long days, long now) {
    long first =
        handle
            .createQuery("SELECT MIN(first_at) FROM unit_watch")
            .mapTo(Long.class)
            .findOne()
            .orElse(now);
    Period period = Period.until(now, days, first);
    if (checks.isEmpty()) {
      return new PeriodFacts(period, Map.of(), Map.of(), Map.of());
    }
    List<String> list = List.copyOf(checks);
    return new PeriodFacts(
        period,
        lapses(handle, list, period),
        before(handle, list, period.today() - WORSENING_DAYS),
        units(handle, period));
  }

  private static Map<String, List<Lapse>> lapses(
      Handle handle, List<String> checks, Period period) {
    Map<String, List<Lapse>> lapses = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT check_id, since, ended_at FROM lapse
            WHERE check_id IN (<checks>) AND ended_at >= :from
            """)
        .bindList("checks", checks)
        .bind("from", period.start())
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("check_id"),
                    new Lapse(row.getLong("since"), row.getLong("ended_at"))))
        .forEach(
            row ->
                lapses.computeIfAbsent(row.getKey(), c -> new ArrayList<>()).add(row.getValue()));
    return lapses;
  }

  private static Map<String, Double> before(Handle handle, List<String> checks, long day) {
    Map<String, Double> rates = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT c.check_id, 1.0 * SUM(r.fail) / SUM(r.pass + r.fail) AS rate
            FROM counter c JOIN daily_rollup r ON r.check_id = c.check_id AND r.unit_id = c.unit_id
              AND r.day = (SELECT MAX(b.day) FROM daily_rollup b WHERE b.check_id = c.check_id
                AND b.unit_id = c.unit_id AND b.day <= :day)
            WHERE c.check_id IN (<checks>) GROUP BY c.check_id HAVING SUM(r.pass + r.fail) > 0
            """)
        .bindList("checks", checks)
        .bind("day", day)
        .map((row, context) -> Map.entry(row.getString("check_id"), row.getDouble("rate")))
        .forEach(row -> rates.put(row.getKey(), row.getValue()));
    return rates;
  }

  /** Totals only rise, so two of them say what was seen between. */
  private static Map<Long, Seen> units(Handle handle, Period period) {
    Map<Long, Seen> units = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT w.unit_id, w.first_at, w.at, w.fresh_until,
              COALESCE((SELECT seen FROM unit_day d WHERE d.unit_id = w.unit_id AND d.day < :today
                ORDER BY d.day DESC LIMIT 1), 0) AS closed,
              COALESCE((SELECT seen FROM unit_day d WHERE d.unit_id = w.unit_id AND d.day < :from
                ORDER BY d.day DESC LIMIT 1), 0) AS before
            FROM unit_watch w
            """)
        .bind("today", period.today())
        .bind("from", period.from())
        .map(
            (row, context) -> {
              long start = Math.max(period.start(), row.getLong("first_at"));
              long all = Math.max(0, period.closed() - start);
              long open =
                  Math.min(row.getLong("fresh_until"), period.closed())
                      - Math.max(row.getLong("at"), start);
              long fresh = row.getLong("closed") - row.getLong("before") + Math.max(0, open);
              return Map.entry(row.getLong("unit_id"), new Seen(Math.min(fresh, all), all));
            })
        .forEach(row -> units.put(row.getKey(), row.getValue()));
    return units;
  }

  /** Share of the closed days of these units that was observed, 0 to 1; 1 before any day is closed. */
  double coverage(Collection<Long> ids) {
    long fresh = 0;
    long all = 0;
    for (Long id : ids) {
      @Nullable Seen seen = units.get(id);
      if (seen != null) {
        fresh += seen.fresh();
        all += seen.all();
      }
    }
    return all == 0 ? 1 : (double) fresh / all;
  }

  /**
   * Share of the period's days on which the check had a failure beyond grace.
   *
   * @param open the counters of the check as they are now
   */
  double lapsed(String check, List<Counter> open, long graceDays, long now) {
    List<Lapse> all = new ArrayList<>(lapses.getOrDefault(check, List.of()));
    open.stream()
        .filter(Counter::fails)
        .forEach(counter -> all.add(new Lapse(counter.oldestFailure(), now)));
    return period.share(all, graceDays);
  }

  @Nullable Double rateBefore(String check) {
    return failRateBefore.get(check);
  }
}
