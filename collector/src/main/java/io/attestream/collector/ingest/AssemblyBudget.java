package io.attestream.collector.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all commits in assembly share. */
final class AssemblyBudget {
  private final AtomicLong free;

  AssemblyBudget(long bytes) {
    free = new AtomicLong(bytes);
  }

  /** Takes memory if there is enough. */
  boolean take(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    free.addAndGet(bytes);
  }
}
