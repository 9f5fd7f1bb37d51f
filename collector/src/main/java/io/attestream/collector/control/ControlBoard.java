package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.clauses.ClauseRegister;
import io.attestream.collector.findings.FindingKeeper;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.parameters.ParametersInForce;
import io.attestream.collector.store.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the evidence: counters, roll-ups and findings inside the transaction of each commit, grades of
 * the touched controls right after it. Grace ends and evidence grows stale by clock alone: all grades are
 * assessed at the start and then at each moment at which one may change so.
 */
public final class ControlBoard implements CommitListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlBoard.class);

  /** After a change, what shows only across controls is assessed within this time. */
  private static final Duration ACROSS = Duration.ofMinutes(1);

  private final Mapping mapping;
  private final FindingKeeper findings;
  private final GradeKeeper grades;
  private final ParametersInForce parameters = new ParametersInForce();
  private final Clock clock;
  private final Alarm alarm;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "assessment");
            thread.setDaemon(true);
            return thread;
          });

  /** Checks whose counters moved, and whether a unit is back; guarded by the set itself. */
  private final Set<String> touched = new HashSet<>();

  private boolean everything;

  /** When all grades are assessed next; guarded by this. */
  private Instant due = Instant.MAX;

  public ControlBoard(
      Database database,
      Catalogue catalogue,
      ControlRegistry registry,
      LiveEvents live,
      Turns turns,
      Clock clock) {
    this(database, catalogue, registry, live, turns, clock, null);
  }

  /** @param alarm {@code null} for one on the machine's clock */
  ControlBoard(
      Database database,
      Catalogue catalogue,
      ControlRegistry registry,
      LiveEvents live,
      Turns turns,
      Clock clock,
      @Nullable Alarm alarm) {
    this.mapping = new Mapping(catalogue, registry);
    this.findings = new FindingKeeper(catalogue);
    this.grades =
        new GradeKeeper(database, mapping, new ClauseRegister(registry), live, turns, clock);
    this.clock = clock;
    this.alarm = alarm == null ? new SystemAlarm(worker, clock) : alarm;
  }

  /** Assesses everything once, then whenever a grade may change. */
  public void start() {
    worker.execute(this::assessAll);
  }

  @Override
  public void applied(Handle handle, CommitFacts commit) throws SQLException {
    CounterKeeper.Movement movement = new CounterKeeper.Movement();
    for (ResultChange change : commit.changes()) {
      movement.add(change);
    }
    findings.apply(handle, commit.changes(), commit.finishedAt());
    movement.write(handle, commit.unitId());
    int cadences = parameters.read(handle).evidence().staleCadences();
    boolean back = DayKeeper.write(handle, commit, movement.checks(), cadences, clock.millis());
    synchronized (touched) {
      touched.addAll(movement.checks());
      everything |= back;
    }
  }

  /** The transaction is durable: the touched controls may be graded. Returns at once. */
  @Override
  public void committed() {
    worker.execute(this::assessTouched);
  }

  /** A decision about these controls is durable: everything is graded anew. Returns at once. */
  public void decided(Set<String> controls) {
    if (!controls.isEmpty()) {
      worker.execute(this::assessAll);
    }
  }

  /** Waits until everything touched so far is graded. */
  public void settle() throws InterruptedException {
    try {
      worker.submit(this::assessTouched).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("assessment failed", e.getCause());
    }
  }

  /** Ends the round that is running and starts no other. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("an assessment round is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assessTouched() {
    Set<String> checks;
    synchronized (touched) {
      if (touched.isEmpty() && !everything) {
        return;
      }
      checks = Set.copyOf(touched);
      touched.clear();
      if (everything) {
        everything = false;
        checks = Set.of();
      }
    }
    if (checks.isEmpty()) {
      assessAll();
      return;
    }
    Set<String> controls = mapping.controlsOf(checks);
    guarded(
        () -> {
          Instant next = Instant.ofEpochMilli(grades.assess(controls));
          Instant across = clock.instant().plus(ACROSS);
          wakeBy(next.isBefore(across) ? next : across);
        });
  }

  /** Assesses every control now. */
  void assessAll() {
    synchronized (this) {
      due = Instant.MAX;
    }
    guarded(() -> wakeBy(Instant.ofEpochMilli(grades.assessAll())));
  }

  private synchronized void wakeBy(Instant at) {
    if (at.isBefore(due)) {
      due = at;
      alarm.set(at, () -> worker.execute(this::assessAll));
    }
  }

  /** Grades are derived, so a failed round is logged and done again. */
  private void guarded(Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      log.error("assessment round failed; it is done again in a minute", e);
      wakeBy(clock.instant().plus(ACROSS));
    }
  }
}
