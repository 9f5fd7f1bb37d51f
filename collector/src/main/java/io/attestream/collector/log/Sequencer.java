package io.attestream.collector.log;

import io.attestream.collector.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's only writer. Works wait in a queue; one thread takes those that wait, runs them in one
 * transaction, appends their entries, signs a checkpoint that extends the last one, commits, and only
 * then completes their futures. So whatever is acknowledged is durable, and a crash at any point leaves
 * either all of a transaction or nothing of it.
 */
public final class Sequencer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

  private final Database database;
  private final LogIdentity identity;
  private final HighWater highWater;
  private final Clock clock;
  private final SequencerLimits limits;
  private final Runnable afterEach;
  private final BlockingQueue<PendingWork<?>> queue;
  private final AtomicReference<@Nullable RuntimeException> halted = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "log-sequencer");

  /** Ends the thread's wait when there is nothing left to do. */
  private final PendingWork<Boolean> wake = new PendingWork<>(new NoWork());

  private volatile boolean closing;

  private Sequencer(
      Database database,
      LogIdentity identity,
      HighWater highWater,
      Clock clock,
      SequencerLimits limits,
      Runnable afterEach) {
    this.database = database;
    this.identity = identity;
    this.highWater = highWater;
    this.clock = clock;
    this.limits = limits;
    this.afterEach = afterEach;
    this.queue = new ArrayBlockingQueue<>(limits.queue());
  }

  /**
   * Checks that the log may be continued, writes its first entry when it is new, and starts.
   *
   * @param highWaterFile where the newest checkpoint is kept outside the database
   * @param afterEach called on the log's thread after every transaction, durable or rolled back; must
   *     return at once
   * @throws UnsafeLogException when continuing could contradict a checkpoint signed before
   */
  public static Sequencer start(
      Database database,
      LogIdentity identity,
      Path highWaterFile,
      Clock clock,
      SequencerLimits limits,
      Runnable afterEach) {
    HighWater highWater = new HighWater(highWaterFile);
    new LogAudit(database, identity, highWater).check();
    Sequencer sequencer = new Sequencer(database, identity, highWater, clock, limits, afterEach);
    sequencer.thread.start();
    sequencer.begin();
    return sequencer;
  }

  /** Writes {@code log-start} unless the log has entries. */
  private void begin() {
    boolean empty = database.read(handle -> new LogReader(handle).note().isEmpty());
    try {
      if (empty) {
        submit(new LogStart(identity, clock)).join();
      }
      identity.confirm();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("cannot name the log's key file: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Queues work. The future completes once it is durable; it fails with the work's own {@link
   * LogRefusal}, or with another exception when it could not be stored, and then nothing of it is.
   * Callbacks run on the sequencer's thread and must be quick.
   */
  public <R> CompletableFuture<Sequenced<R>> submit(LogWork<R> work) {
    PendingWork<R> pending = new PendingWork<>(work);
    RuntimeException stopped = halted.get();
    if (stopped != null) {
      pending.fail(stopped);
    } else if (closing || !queue.offer(pending)) {
      pending.fail(
          new RejectedExecutionException(closing ? "shutting down" : "too many commits wait"));
    }
    return pending.future();
  }

  /** Works that wait now. */
  public int waiting() {
    return queue.size();
  }

  /** Why the log stopped for good; null while it runs. */
  public @Nullable RuntimeException halted() {
    return halted.get();
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        PendingWork<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null && first != wake) {
          commit(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      failRest(new RejectedExecutionException("shutting down"));
    }
  }

  private void commit(PendingWork<?> first) {
    SequencerBatch batch = new SequencerBatch(database, identity, clock, limits, queue);
    try {
      database.change(handle -> batch.run(handle, first));
      batch.note().ifPresent(this::keepHighWater);
      batch.complete();
    } catch (UnsafeLogException e) {
      LOG.error("the log is stopped: {}", e.getMessage());
      halted.set(e);
      batch.fail(e);
      failRest(e);
    } catch (SequencerBatch.FirstWorkFailed e) {
      batch.fail(e.reason());
    } catch (RuntimeException e) {
      LOG.warn("a transaction of the log failed: {}", e.getMessage());
      batch.fail(e);
    } finally {
      afterEach.run();
    }
  }

  private void keepHighWater(String note) {
    try {
      highWater.write(note);
    } catch (IOException e) {
      // The file only guards against a restored database; the commit itself is durable.
      LOG.warn("cannot write the checkpoint file: {}", e.getMessage());
    }
  }

  private void failRest(RuntimeException reason) {
    for (PendingWork<?> work = queue.poll(); work != null; work = queue.poll()) {
      work.fail(reason);
    }
  }

  /** Finishes what waits, then stops. */
  @Override
  public void close() {
    closing = true;
    queue.offer(wake);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
