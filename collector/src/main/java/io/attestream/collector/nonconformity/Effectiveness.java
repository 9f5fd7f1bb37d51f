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
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/**
 * Decides, as the collector itself, whether a corrective action has worked. Reads findings that are
 * newer than the verification, and counters; never results.
 */
public final class Effectiveness {
  /** Days after it was effective in which a new failure is a recurrence. */
  public static final int RECURRENCE_DAYS = 365;

  private static final String WATCHED =
      """
      SELECT n.* FROM nonconformity n
      WHERE (n.stage = 'VERIFYING'
          OR (n.stage = 'EFFECTIVE' AND n.window_ends IS NOT NULL AND n.changed_at > :yearAgo))
        AND EXISTS (SELECT 1 FROM nonconformity_scope w WHERE w.nonconformity_id = n.id
      """;

  private final Database database;
  private final NonconformityRegister register;
  private final Decisions decisions;

  Effectiveness(Database database, NonconformityRegister register, Decisions decisions) {
    this.database = database;
    this.register = register;
    this.decisions = decisions;
  }

  /** Reopens what one of these checks has failed in again. */
  void look(Set<String> checks, Instant now) {
    List<Nonconformity> watched =
        database.read(
            handle ->
                handle
                    .createQuery(WATCHED + " AND w.check_id IN (<checks>))")
                    .bind("yearAgo", yearBefore(now))
                    .bindList("checks", List.copyOf(checks))
                    .map((row, context) -> NonconformityTable.read(row))
                    .list());
    watched.forEach(this::reopenWhereFailed);
  }

  /** Looks at everything that is watched, and ends the windows that have passed. */
  void lookAtAll(Instant now) {
    List<Nonconformity> watched =
        database.read(
            handle ->
                handle
                    .createQuery(WATCHED + ")")
                    .bind("yearAgo", yearBefore(now))
                    .map((row, context) -> NonconformityTable.read(row))
                    .list());
    watched.forEach(this::reopenWhereFailed);
    endWindows(now);
  }

  /** Ends the windows that have passed, where it can be said that nothing failed. */
  void endWindows(Instant now) {
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
      if (!reopenWhereFailed(entry) && database.read(handle -> gap(handle, entry)).isEmpty()) {
        close(entry);
      }
    }
  }

  /**
   * Why the collector cannot say that the failure stayed away until the end of the window; empty when
   * it can. A person may say it instead.
   */
  public static String gap(Handle handle, Nonconformity entry) {
    return entry
        .progress()
        .windowEnds()
        .map(ends -> FailureQuery.sight(handle, entry.id()).gap(ends))
        .orElse("");
  }

  private boolean reopenWhereFailed(Nonconformity entry) {
    if (database.read(handle -> again(handle, entry)).isEmpty()) {
      return false;
    }
    decide(
        (handle, index, now) -> {
          Nonconformity fresh = fresh(handle, entry);
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
    return true;
  }

  private void close(Nonconformity entry) {
    decide(
        (handle, index, now) -> {
          Nonconformity fresh = fresh(handle, entry);
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
      LoggerFactory.getLogger(Effectiveness.class)
          .info("left as it is: {}", e.getMessage());
    }
  }

  private static Nonconformity fresh(Handle handle, Nonconformity entry) {
    return NonconformityTable.find(handle, entry.id())
        .filter(found -> found.stage() == entry.stage())
        .orElseThrow(() -> new DecisionRefused(entry.number() + " has moved on"));
  }

  private static List<Failure> again(Handle handle, Nonconformity entry) {
    return Optional.ofNullable(entry.progress().window())
        .map(window -> FailureQuery.after(handle, entry.id(), window.mark()))
        .orElse(List.of());
  }

  private static long yearBefore(Instant now) {
    return now.minus(Duration.ofDays(RECURRENCE_DAYS)).toEpochMilli();
  }
}
