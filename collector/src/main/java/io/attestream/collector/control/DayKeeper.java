package io.attestream.collector.control;

import io.attestream.collector.assurance.CheckTurns;
import io.attestream.collector.exceptions.Coverage;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.ResultChange;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Keeps the roll-ups by day in the transaction of each commit. Days are those of the commit's end, by
 * the agent's clock, but none after today.
 */
final class DayKeeper {
  private DayKeeper() {}

  /**
   * Follows a commit whose counters are already moved.
   *
   * @param checks whose counters it moved
   * @param cadences for how many times its cadence evidence stays fresh
   * @param now the collector's clock, in epoch milliseconds
   * @return whether the unit had no fresh evidence before
   */
  static boolean write(
      Handle handle, CommitFacts commit, Set<String> checks, int cadences, long now) {
    long at = Math.min(commit.finishedAt(), now);
    counts(handle, commit.unitId(), checks, Period.day(at));
    CheckTurns.follow(handle, commit.unitId(), checks, at);
    lapses(handle, commit, at);
    return UnitDays.follow(handle, commit.unitId(), at, cadences);
  }

  private static void counts(Handle handle, long unit, Set<String> checks, long day) {
    if (checks.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO daily_rollup (day, check_id, unit_id, pass, fail, na, unknown)
            SELECT :day, check_id, unit_id, pass, fail, na, unknown FROM counter
            WHERE check_id = :check AND unit_id = :unit
            ON CONFLICT (check_id, unit_id, day) DO UPDATE SET pass = excluded.pass,
              fail = excluded.fail, na = excluded.na, unknown = excluded.unknown
            """)) {
      checks.forEach(check -> batch.bind("day", day).bind("check", check).bind("unit", unit).add());
      batch.execute();
    }
  }

  /** The oldest failure of each check that ended; one under an exception is no lapse. */
  private static void lapses(Handle handle, CommitFacts commit, long at) {
    Map<String, List<ResultChange>> ended =
        commit.changes().stream()
            .filter(change -> change.endsFailure() && at - change.sinceBefore() >= Period.DAY)
            .sorted(Comparator.comparing(ResultChange::sinceBefore))
            .collect(Collectors.groupingBy(ResultChange::checkId));
    LocalDate day = LocalDate.ofEpochDay(Period.day(at));
    ended.forEach(
        (check, oldestFirst) -> {
          Optional<ResultChange> oldest =
              oldestFirst.stream()
                  .filter(c -> !Coverage.inForce(handle, check, c.resourceId(), day))
                  .findFirst();
          oldest.ifPresent(change -> lapse(handle, change, at));
        });
  }

  private static void lapse(Handle handle, ResultChange change, long at) {
    handle
        .createUpdate(
            """
            INSERT INTO lapse (check_id, ended_at, unit_id, since) VALUES (:check, :at, :unit, :since)
            ON CONFLICT DO UPDATE SET since = MIN(lapse.since, excluded.since)
            """)
        .bind("check", change.checkId())
        .bind("unit", change.unitId())
        .bind("since", change.sinceBefore())
        .bind("at", at)
        .execute();
  }
}
