package io.attestream.collector.nonconformity;

import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.DecisionWork;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/**
 * Decides, as the collector itself, whether a corrective action has worked. Reads each finding once,
 * when it is new, and counters; never results.
 */
public final class Effectiveness {
  private static final String WATCHED =
      """
      (n.stage = 'VERIFYING'
        OR (n.stage = 'EFFECTIVE' AND n.window_ends IS NOT NULL AND n.changed_at > :since))
      """;

  private final Database database;
  private final NonconformityRegister register;
  private final Decisions decisions;

  /** The newest finding that was looked at; -1 before the first look. */
  private long lookedUpTo = -1;

  Effectiveness(Database database, NonconformityRegister register, Decisions decisions) {
    this.database = database;
    this.register = register;
    this.decisions = decisions;
  }

  /**
   * Reopens what has failed again in a finding since the last look, and ends the windows that have
   * passed. The first look goes back to the oldest verification that is watched.
   */
  synchronized void look(Instant now) {
    Look look = database.read(handle -> read(handle, now));
    look.failed().forEach(this::reopen);
    lookedUpTo = look.newest();
    endWindows(now);
  }

  /** @param failed entries that failed again in a finding up to the newest */
  private record Look(List<Nonconformity> failed, long newest) {}

  private Look read(Handle handle, Instant now) {
    long newest = FailureQuery.newest(handle);
    long from = lookedUpTo >= 0 ? lookedUpTo : oldestMark(handle, now).orElse(newest);
    List<Nonconformity> failed =
        handle
            .createQuery(
                """
                SELECT n.* FROM nonconformity n WHERE n.id IN (
                  SELECT w.nonconformity_id FROM finding f JOIN unit u ON u.id = f.unit_id
                    JOIN nonconformity_scope w
                      ON w.check_id = f.check_id AND (w.unit = '' OR w.unit = u.name)
                    JOIN nonconformity m ON m.id = w.nonconformity_id AND m.mark < f.id
                  WHERE f.id > :from)
                AND """
                    + WATCHED)
            .bind("from", from)
            .bind("since", heldSince(handle, now))
            .map((row, context) -> NonconformityTable.read(row))
            .list();
    return new Look(failed, newest);
  }

  private Optional<Long> oldestMark(Handle handle, Instant now) {
    return handle
        .createQuery("SELECT MIN(n.mark) FROM nonconformity n WHERE " + WATCHED)
        .bind("since", heldSince(handle, now))
        .mapTo(Long.class)
        .findOne();
  }

  /** Where it can be said that nothing failed. */
  private void endWindows(Instant now) {
    List<Nonconformity> passed =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT n.* FROM nonconformity n WHERE n.stage = 'VERIFYING'"
                            + " AND n.window_ends <= :now AND EXISTS (SELECT 1"
                            + " FROM nonconformity_scope w WHERE w.nonconformity_id = n.id)")
                    .bind("now", now.toEpochMilli())
                    .map((row, context) -> NonconformityTable.read(row))
                    .list());
    for (Nonconformity entry : passed) {
      if (database.read(handle -> gap(handle, entry)).isEmpty()) {
        close(entry);
      }
    }
  }

  /**
   * Why the collector cannot say that the failure stayed away until the end of the window; empty when
   * it can. A person may say it instead.
   */
  public static String gap(Handle handle, Nonconformity entry) {
    long open = FailureQuery.countOpen(handle, entry.id());
    if (open > 0) {
      return open + " failures in its scope are open";
    }
    return entry
        .progress()
        .windowEnds()
        .map(ends -> FailureQuery.sight(handle, entry.id()).gap(ends))
        .orElse("");
  }

  private void reopen(Nonconformity entry) {
    decide(
        (handle, index, now) -> {
          Nonconformity fresh = fresh(handle, entry, Stage.VERIFYING, Stage.EFFECTIVE);
          boolean recurrence = fresh.stage() == Stage.EFFECTIVE;
          List<Failure> failures = again(handle, fresh);
          Decision<Boolean> decision =
              register.step(
                  handle,
                  index,
                  now,
                  fresh,
                  Actor.COLLECTOR,
                  new Step.CameBack(failures, recurrence));
          if (recurrence) {
            for (String check : failures.stream().map(Failure::check).collect(Collectors.toSet())) {
              handle.execute(
                  "INSERT INTO nonconformity_recurrence (nonconformity_id, check_id, at)"
                      + " VALUES (?, ?, ?)",
                  fresh.id(),
                  check,
                  now.toEpochMilli());
            }
          }
          return decision;
        });
  }

  private void close(Nonconformity entry) {
    decide(
        (handle, index, now) -> {
          Nonconformity fresh = fresh(handle, entry, Stage.VERIFYING);
          if (!FailureQuery.after(handle, entry.id(), lookedUpTo).isEmpty()) {
            throw new DecisionRefused(entry.number() + " has just failed again");
          }
          long results = FailureQuery.sight(handle, entry.id()).results();
          return register.step(
              handle, index, now, fresh, Actor.COLLECTOR, new Step.StayedAway(results));
        });
  }

  /** A person may have moved it on meanwhile; then there is nothing to decide. */
  private void decide(DecisionWork<Boolean> work) {
    try {
      decisions.decide(Decisions.COLLECTOR, work);
    } catch (DecisionRefused e) {
      LoggerFactory.getLogger(Effectiveness.class).info("left as it is: {}", e.getMessage());
    }
  }

  private static Nonconformity fresh(Handle handle, Nonconformity entry, Stage... stages) {
    return NonconformityTable.find(handle, entry.id())
        .filter(found -> List.of(stages).contains(found.stage()))
        .orElseThrow(() -> new DecisionRefused(entry.number() + " has moved on"));
  }

  private static List<Failure> again(Handle handle, Nonconformity entry) {
    return Optional.ofNullable(entry.progress().window())
        .map(window -> FailureQuery.after(handle, entry.id(), window.mark()))
        .orElse(List.of());
  }

  /** An action that was effective before this is not held against a new failure. */
  private long heldSince(Handle handle, Instant now) {
    return now.minus(Duration.ofDays(register.clocks(handle).recurrenceDays())).toEpochMilli();
  }
}
