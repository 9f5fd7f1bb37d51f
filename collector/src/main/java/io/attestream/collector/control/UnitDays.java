package io.attestream.collector.control;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** For how long evidence of a unit was fresh, day by day. */
final class UnitDays {
  private UnitDays() {}

  private record Watch(long at, long freshUntil) {}

  /**
   * A commit over the unit came in; its row has the agent's promise.
   *
   * @param at when the commit ended; one that ended before the last one brings no time
   * @return whether the unit had no fresh evidence before
   */
  static boolean follow(Handle handle, long unit, long at, int cadences) {
    long cadence =
        handle
            .createQuery("SELECT MAX(next_by - committed_at, 1) FROM unit WHERE id = :unit")
            .bind("unit", unit)
            .mapTo(Long.class)
            .one();
    Optional<Watch> last =
        handle
            .createQuery("SELECT at, fresh_until FROM unit_watch WHERE unit_id = :unit")
            .bind("unit", unit)
            .map((row, context) -> new Watch(row.getLong("at"), row.getLong("fresh_until")))
            .findOne();
    last.ifPresent(watch -> seen(handle, unit, watch.at(), Math.min(watch.freshUntil(), at)));
    add(handle, unit, Period.day(at), 1, cadence, 0);
    handle
        .createUpdate(
            """
            INSERT INTO unit_watch (unit_id, first_at, at, fresh_until)
            VALUES (:unit, :at, :at, :until)
            ON CONFLICT (unit_id) DO UPDATE SET at = MAX(unit_watch.at, excluded.at),
              fresh_until = MAX(unit_watch.fresh_until, excluded.fresh_until)
            """)
        .bind("unit", unit)
        .bind("at", at)
        .bind("until", at + cadences * cadence)
        .execute();
    return last.map(watch -> watch.freshUntil() < at).orElse(true);
  }

  /** Adds the time between two moments to the days that it touches. */
  private static void seen(Handle handle, long unit, long from, long until) {
    long begin = from;
    while (begin < until) {
      long end = Math.min((Period.day(begin) + 1) * Period.DAY, until);
      add(handle, unit, Period.day(begin), 0, 0, end - begin);
      begin = end;
    }
  }

  private static void add(
      Handle handle, long unit, long day, int commits, long cadence, long millis) {
    handle
        .createUpdate(
            """
            INSERT INTO unit_day (unit_id, day, commits, cadence, seen)
            VALUES (:unit, :day, :commits, :cadence, :millis + COALESCE((SELECT seen FROM unit_day
              WHERE unit_id = :unit AND day < :day ORDER BY day DESC LIMIT 1), 0))
            ON CONFLICT (unit_id, day) DO UPDATE SET commits = unit_day.commits + :commits,
              cadence = MAX(:cadence, CASE WHEN :cadence = 0 THEN unit_day.cadence ELSE 0 END),
              seen = unit_day.seen + :millis
            """)
        .bind("unit", unit)
        .bind("day", day)
        .bind("commits", commits)
        .bind("cadence", cadence)
        .bind("millis", millis)
        .execute();
  }
}
