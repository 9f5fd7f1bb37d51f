package io.attestream.agent.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, spread so that many agents do not return at once. For one thread. */
final class Backoff {
  private static final int MAX_DOUBLINGS = 10;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int attempts;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** The next pause: between half and all of the first, doubled each time, at most the longest. */
  Duration next() {
    long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempts, MAX_DOUBLINGS));
    attempts++;
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  void reset() {
    attempts = 0;
  }
}
