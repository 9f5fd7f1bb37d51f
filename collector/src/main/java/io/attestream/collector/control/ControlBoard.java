package io.attestream.collector.control;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.findings.FindingKeeper;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the evidence: counters and findings inside the transaction of each commit, grades of the
 * touched controls right after it. All grades are assessed at the start and then on a beat, because
 * grace ends and evidence grows stale by clock alone.
 */
public final class ControlBoard implements CommitListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlBoard.class);

  private final FactsReader facts;
  private final FindingKeeper findings;
  private final GradeKeeper grades;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "assessment");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<String> touched = new HashSet<>();

  public ControlBoard(
      Database database,
      Catalogue catalogue,
      ControlRegistry registry,
      ControlGrader grader,
      LiveEvents live,
      Turns turns,
      Clock clock) {
    this.facts = new FactsReader(catalogue, registry);
    this.findings = new FindingKeeper(catalogue);
    this.grades = new GradeKeeper(database, facts, grader, live, turns, clock);
  }

  /** Assesses everything once, then on each beat. */
  public void start(Duration beat) {
    worker.scheduleWithFixedDelay(this::assessAll, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void applied(Handle handle, CommitFacts commit) throws SQLException {
    CounterKeeper.Movement movement = new CounterKeeper.Movement();
    for (ResultChange change : commit.changes()) {
      movement.add(change);
    }
    findings.apply(handle, commit.changes(), commit.finishedAt());
    movement.write(handle, commit.unitId());
    synchronized (touched) {
      touched.addAll(movement.checks());
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
      worker.execute(() -> guarded(grades::assessAll));
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
      if (touched.isEmpty()) {
        return;
      }
      checks = Set.copyOf(touched);
      touched.clear();
    }
    guarded(
        () -> {
          grades.assess(facts.controlsOf(checks));
          grades.rollUp(checks);
        });
  }

  /** Assesses every control now. */
  void assessAll() {
    guarded(
        () -> {
          Set<String> all =
              facts.controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
          grades.assessAll();
          grades.rollUp(facts.checksOf(all));
        });
  }

  /** Grades are derived, so a failed round is logged and the next beat does it again. */
  private static void guarded(Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      log.error("assessment round failed; the next one repeats it", e);
    }
  }
}
