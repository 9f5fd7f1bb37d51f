package io.attestream.collector.control;

import io.attestream.collector.control.Period.Lapse;
import io.attestream.collector.scopes.ScopeUnits;
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
   * Reads it for these checks in these units.
   *
   * @param days of the period, at most
   */
  static PeriodFacts read(Handle handle, Set<String> checks, ScopeUnits in, long days, long now) {
    long first =
        handle
            .createQuery("SELECT unit_id, first_at FROM unit_watch")
            .map((row, context) -> Map.entry(row.getLong("unit_id"), row.getLong("first_at")))
            .stream()
            .filter(unit -> in.has(unit.getKey()))
            .mapToLong(Map.Entry::getValue)
            .min()
            .orElse(now);
    Period period = Period.until(now, days, first);
    if (checks.isEmpty()) {
      return new PeriodFacts(period, Map.of(), Map.of(), Map.of());
    }
    List<String> list = List.copyOf(checks);
    return new PeriodFacts(
        period,
        lapses(handle, list, in, period),
        before(handle, list, in, period.today() - WORSENING_DAYS),
        units(handle, period));
  }

  private static Map<String, List<Lapse>> lapses(
      Handle handle, List<String> checks, ScopeUnits in, Period period) {
    Map<String, List<Lapse>> lapses = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT check_id, unit_id, since, ended_at FROM lapse
            WHERE check_id IN (<checks>) AND ended_at >= :from
            """)
        .bindList("checks", checks)
        .bind("from", period.start())
        .map(
            (row, context) ->
                new Ended(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    new Lapse(row.getLong("since"), row.getLong("ended_at"))))
        .stream()
        .filter(ended -> in.has(ended.unit()))
        .forEach(
            ended ->
                lapses.computeIfAbsent(ended.check(), c -> new ArrayList<>()).add(ended.lapse()));
    return lapses;
  }

  private static Map<String, Double> before(
      Handle handle, List<String> checks, ScopeUnits in, long day) {
    Map<String, long[]> then = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT c.check_id, c.unit_id, r.fail, r.pass + r.fail AS judged
            FROM counter c JOIN daily_rollup r ON r.check_id = c.check_id AND r.unit_id = c.unit_id
              AND r.day = (SELECT MAX(b.day) FROM daily_rollup b WHERE b.check_id = c.check_id
                AND b.unit_id = c.unit_id AND b.day <= :day)
            WHERE c.check_id IN (<checks>)
            """)
        .bindList("checks", checks)
        .bind("day", day)
        .map(
            (row, context) ->
                new Judged(
                    row.getString("check_id"),
                    row.getLong("unit_id"),
                    row.getLong("fail"),
                    row.getLong("judged")))
        .stream()
        .filter(judged -> in.has(judged.unit()))
        .forEach(
            judged -> {
              long[] sum = then.computeIfAbsent(judged.check(), c -> new long[2]);
              sum[0] += judged.fail();
              sum[1] += judged.all();
            });
    Map<String, Double> rates = new HashMap<>();
    then.forEach(
        (check, sum) -> {
          if (sum[1] > 0) {
            rates.put(check, (double) sum[0] / sum[1]);
          }
        });
    return rates;
  }

  private record Ended(String check, long unit, Lapse lapse) {}

  private record Judged(String check, long unit, long fail, long all) {}

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
