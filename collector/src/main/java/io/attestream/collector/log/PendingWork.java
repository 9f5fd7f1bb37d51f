package io.attestream.collector.log;

import io.attestream.evidence.note.Checkpoint;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work with the promise of its end. Used by one thread at a time. */
final class PendingWork<R> {
  private final LogWork<R> work;
  private final CompletableFuture<Sequenced<R>> future = new CompletableFuture<>();
  private @Nullable LogOutcome<R> outcome;

  PendingWork(LogWork<R> work) {
    this.work = work;
  }

  LogWork<R> work() {
    return work;
  }

  CompletableFuture<Sequenced<R>> future() {
    return future;
  }

  void did(LogOutcome<R> done) {
    outcome = done;
  }

  void complete(Checkpoint checkpoint, String note) {
    LogOutcome<R> done = outcome;
    if (done != null) {
      future.complete(new Sequenced<>(done.result(), checkpoint, note));
    }
  }

  void fail(RuntimeException reason) {
    future.completeExceptionally(reason);
  }
}
