package io.attestream.collector.nonconformity;

import io.attestream.collector.decision.Decisions;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether corrective actions work: right after commits, and on a beat, because windows end by
 * clock alone and a stop may have come between a commit and its look.
 */
public final class NonconformityWatch implements CommitListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NonconformityWatch.class);

  private final Effectiveness effectiveness;
  private final Clock clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "nonconformities");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether a look at commits is in the queue, so that a burst of commits makes one. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  public NonconformityWatch(
      Database database, NonconformityRegister register, Decisions decisions, Clock clock) {
    this.effectiveness = new Effectiveness(database, register, decisions);
    this.clock = clock;
  }

  /** Looks at once, then on each beat. */
  public void start(Duration beat) {
    worker.scheduleWithFixedDelay(
        () -> guarded(this::look), 0, beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Nothing: what counts are the findings, once they are durable. */
  @Override
  public void applied(Handle handle, CommitFacts commit) {}

  /** A commit can show a failure, or be what a window that has passed was waiting for. */
  @Override
  public void committed() {
    try {
      if (!waiting.getAndSet(true)) {
        worker.execute(() -> guarded(this::look));
      }
    } catch (RejectedExecutionException closing) {
      log.debug("closing; the next start looks");
    }
  }

  /** Waits until everything that was committed so far has been looked at. */
  public void settle() throws InterruptedException {
    try {
      worker.submit(this::look).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the look failed", e.getCause());
    }
  }

  void look() {
    waiting.set(false);
    effectiveness.look(clock.instant());
  }

  /** What a failed look missed, the next beat finds. */
  private static void guarded(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      log.error("looking at corrective actions failed; the next beat repeats it", e);
    }
  }

  /** Ends the look that is running and starts no other. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("a look at corrective actions is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
