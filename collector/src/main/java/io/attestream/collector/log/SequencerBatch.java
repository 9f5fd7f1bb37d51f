package io.attestream.collector.log;

import io.attestream.collector.store.Database;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import io.attestream.evidence.tlog.EntryBundle;
import io.attestream.evidence.tlog.TiledTree;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** One transaction of the sequencer, from its first work to its checkpoint. */
final class SequencerBatch {
  private final Database database;
  private final LogIdentity identity;
  private final Clock clock;
  private final SequencerLimits limits;
  private final BlockingQueue<PendingWork<?>> queue;
  private final List<PendingWork<?>> taken = new ArrayList<>();
  private final List<byte[]> leafHashes = new ArrayList<>();
  private @Nullable Checkpoint checkpoint;
  private @Nullable String note;
  private boolean extended;
  private long bytes;

  SequencerBatch(
      Database database,
      LogIdentity identity,
      Clock clock,
      SequencerLimits limits,
      BlockingQueue<PendingWork<?>> queue) {
    this.database = database;
    this.identity = identity;
    this.clock = clock;
    this.limits = limits;
    this.queue = queue;
  }

  /** Runs inside the transaction. */
  void run(Handle handle, PendingWork<?> first) throws SQLException {
    taken.add(first);
    LogReader stored = new LogReader(handle);
    Optional<String> lastNote = stored.note();
    Checkpoint last =
        lastNote
            .map(text -> Checkpoint.parse(SignedNote.parse(text).text()))
            .orElseGet(() -> Checkpoint.empty(identity.origin()));
    TiledTree tree = TiledTree.open(new SqlTiles(handle), last.size());
    if (!tree.root().equals(last.root())) {
      throw new UnsafeLogException("the stored tiles do not have the root that was signed last");
    }
    runWorks(handle, first, last.size());
    checkpoint = last;
    note = lastNote.orElse("");
    if (!leafHashes.isEmpty()) {
      tree.append(leafHashes);
      sign(handle, last, tree);
    }
  }

  /** The first work, then those that come within the gather time and the bounds. */
  private void runWorks(Handle handle, PendingWork<?> first, long size) throws SQLException {
    long deadline = System.nanoTime() + limits.gather().toNanos();
    runFirst(handle, first, size);
    PendingWork<?> next = next(deadline);
    while (next != null) {
      taken.add(next);
      runLater(handle, next, size + leafHashes.size());
      next = next(deadline);
    }
  }

  private @Nullable PendingWork<?> next(long deadline) {
    return full() ? null : poll(deadline - System.nanoTime());
  }

  private boolean full() {
    return leafHashes.size() >= limits.entries() || bytes >= limits.bytes();
  }

  private @Nullable PendingWork<?> poll(long nanos) {
    try {
      return nanos > 0 ? queue.poll(nanos, TimeUnit.NANOSECONDS) : queue.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /**
   * The first work needs no savepoint, which would copy every page that it changes: when it fails, the
   * transaction holds nothing else and is given up.
   */
  private void runFirst(Handle handle, PendingWork<?> first, long index) throws SQLException {
    try {
      run(handle, first, index);
    } catch (SQLException | RuntimeException e) {
      throw new FirstWorkFailed(reason(e));
    }
  }

  /** Why the only work of a transaction failed. */
  static final class FirstWorkFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException reason;

    FirstWorkFailed(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  /** A work that fails is undone, and the others stay. */
  private void runLater(Handle handle, PendingWork<?> pending, long index) throws SQLException {
    handle.execute("SAVEPOINT work");
    try {
      run(handle, pending, index);
      handle.execute("RELEASE work");
    } catch (SQLException | RuntimeException e) {
      undo(handle, e);
      pending.fail(reason(e));
    }
  }

  private <R> void run(Handle handle, PendingWork<R> pending, long index) throws SQLException {
    LogOutcome<R> outcome = pending.work().run(handle, index);
    if (outcome instanceof LogOutcome.Append<R> append) {
      append(handle, index, append);
    }
    pending.did(outcome);
    bytes += pending.work().bytes();
  }

  private RuntimeException reason(Exception failure) {
    return failure instanceof RuntimeException known && !(failure instanceof JdbiException)
        ? known
        : database.understand(failure);
  }

  /** Undoes one work; when the database has given up the whole transaction, so does this batch. */
  private static void undo(Handle handle, Exception cause) throws SQLException {
    try {
      handle.execute("ROLLBACK TO work");
      handle.execute("RELEASE work");
    } catch (JdbiException gone) {
      if (cause instanceof SQLException sql) {
        throw sql;
      }
      throw (RuntimeException) cause;
    }
  }

  private void append(Handle handle, long index, LogOutcome.Append<?> append) {
    if (append.body().length > EntryBundle.MAX_ENTRY) {
      throw new IllegalArgumentException(
          "entry has " + append.body().length + " bytes, limit is " + EntryBundle.MAX_ENTRY);
    }
    handle
        .createUpdate(
            "INSERT INTO log_entry (idx, kind, at, body) VALUES (:idx, :kind, :at, :body)")
        .bind("idx", index)
        .bind("kind", append.kind())
        .bind("at", clock.millis())
        .bind("body", append.body())
        .execute();
    leafHashes.add(Merkle.leafHash(append.body()));
  }

  private void sign(Handle handle, Checkpoint last, TiledTree tree) {
    Checkpoint next = new Checkpoint(identity.origin(), tree.size(), tree.root());
    boolean extendsLast =
        ConsistencyProof.verify(
            last.size(),
            next.size(),
            last.root().bytes(),
            next.root().bytes(),
            tree.consistency(last.size(), next.size()));
    if (!extendsLast) {
      throw new UnsafeLogException(
          "the log of " + next.size() + " entries does not extend the one of " + last.size());
    }
    String signed = identity.signer().sign(next).encode();
    handle
        .createUpdate("INSERT INTO log_checkpoint (size, at, note) VALUES (:size, :at, :note)")
        .bind("size", next.size())
        .bind("at", clock.millis())
        .bind("note", signed)
        .execute();
    checkpoint = next;
    note = signed;
    extended = true;
  }

  /** The new checkpoint; empty when nothing was appended. */
  Optional<String> note() {
    return extended ? Optional.ofNullable(note) : Optional.empty();
  }

  /** After the commit. */
  void complete() {
    Checkpoint at = checkpoint;
    String signed = note;
    if (at != null && signed != null) {
      taken.forEach(work -> work.complete(at, signed));
    }
  }

  /** After the rollback. */
  void fail(RuntimeException reason) {
    taken.forEach(work -> work.fail(reason));
  }
}
