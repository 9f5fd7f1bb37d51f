package io.attestream.agent.aws.pace;

import java.util.function.LongSupplier;

/**
 * A token bucket that halves its rate when the service throttles and recovers by a twentieth of its
 * limit with each answer that was not throttled. Thread-safe.
 */
final class RateBudget {
  private static final double SLOWEST = 0.5;
  private static final double NANOS = 1e9;

  private final double limit;
  private final LongSupplier nanoTime;
  private double rate;
  private double tokens;
  private long last;
  private long calls;

  /**
   * @param limit calls per second, and the largest burst
   */
  RateBudget(double limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.rate = limit;
    this.tokens = limit;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /** Takes one call out of the budget and says how many nanoseconds to wait before making it. */
  synchronized long reserve() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(Math.max(rate, 1), tokens + (now - last) / NANOS * rate);
    last = now;
    tokens -= 1;
    calls++;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate * NANOS);
  }

  synchronized void throttled() {
    rate = Math.max(SLOWEST, rate / 2);
    tokens = Math.min(tokens, 0);
  }

  synchronized void answered() {
    rate = Math.min(limit, rate + limit / 20);
  }

  /** Calls that were let through so far. */
  synchronized long calls() {
    return calls;
  }

  synchronized double rate() {
    return rate;
  }
}
