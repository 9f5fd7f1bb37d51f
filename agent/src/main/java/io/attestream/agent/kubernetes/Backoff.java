package io.attestream.agent.kubernetes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from 200 ms to 30 s, each between half and the whole of it, so that agents do not return together. */
final class Backoff {
  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 30_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  /** Sleeps before the next attempt; at least as long as the server asked for, within the bound. */
  void pause(Duration asked) throws InterruptedException {
    Thread.sleep(next(asked).toMillis());
  }

  Duration next(Duration asked) {
    long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures++, 12));
    long millis;
    synchronized (random) { // shared by the watches, and not every generator is safe for that
      millis = whole / 2 + random.nextLong(whole / 2 + 1);
    }
    return Duration.ofMillis(Math.max(millis, Math.min(asked.toMillis(), LONGEST_MILLIS)));
  }
}
