package io.attestream.collector.control;

import io.attestream.collector.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time that passes when a test says so, and stops at each moment that was asked for. */
final class VirtualAlarm implements Alarm {
  private final MutableClock clock;
  private @Nullable Instant at;
  private @Nullable Runnable task;
  private int rung;

  VirtualAlarm(MutableClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void set(Instant when, Runnable what) {
    at = when;
    task = what;
  }

  /** Lets time pass; the board works off each alarm before the clock goes on. */
  void pass(Duration time, ControlBoard board) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    board.settle();
    for (Instant next = next(); next != null && !next.isAfter(end); next = next()) {
      Duration wait = Duration.between(clock.instant(), next);
      clock.advance(wait.isNegative() ? Duration.ZERO : wait);
      ring().run();
      board.settle();
    }
    clock.advance(Duration.between(clock.instant(), end));
  }

  /** How often it rang. */
  synchronized int rung() {
    return rung;
  }

  synchronized @Nullable Instant next() {
    return at;
  }

  private synchronized Runnable ring() {
    Runnable ringing = java.util.Objects.requireNonNull(task);
    at = null;
    task = null;
    rung++;
    return ringing;
  }
}
