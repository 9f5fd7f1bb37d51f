package io.attestream.collector.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** On an executor's thread. Wakes early rather than wait longer than ten minutes: a clock may be set. */
final class SystemAlarm implements Alarm {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final ScheduledExecutorService executor;
  private final Clock clock;
  private @Nullable ScheduledFuture<?> set;

  SystemAlarm(ScheduledExecutorService executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public synchronized void set(Instant at, Runnable task) {
    if (set != null) {
      set.cancel(false);
    }
    long wait = Math.max(0, Duration.between(clock.instant(), at).toMillis());
    try {
      set = executor.schedule(task, Math.min(wait, LONGEST.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      set = null; // closed
    }
  }
}
