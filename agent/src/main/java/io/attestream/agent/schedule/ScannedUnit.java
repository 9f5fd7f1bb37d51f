package io.attestream.agent.schedule;

import io.attestream.agent.spool.SpoolException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unit that is scanned at an interval, or at once when its fingerprint changes. */
final class ScannedUnit implements ScheduledUnit {
  private static final Logger LOG = LoggerFactory.getLogger(ScannedUnit.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final UnitWork work;
  private final Duration interval;
  private final Duration poll;
  private final Supplier<String> fingerprint;
  private Instant due = Instant.MIN;
  private Instant nextPoll = Instant.MIN;
  private Instant nextRetry = Instant.MIN;
  private String last = "";
  private boolean running;

  ScannedUnit(UnitWork work, Duration interval, Duration poll, Supplier<String> fingerprint) {
    this.work = work;
    this.interval = interval;
    this.poll = poll;
    this.fingerprint = fingerprint;
  }

  @Override
  public synchronized boolean due(Instant now) {
    if (running) {
      return false;
    }
    if (!now.isBefore(due)) {
      running = true;
      return true;
    }
    if (!now.isBefore(nextRetry) && work.waits()) {
      nextRetry = now.plus(RETRY);
      running = true;
      return true;
    }
    if (now.isBefore(nextPoll)) {
      return false;
    }
    nextPoll = now.plus(poll);
    running = !fingerprint.get().equals(last);
    return running;
  }

  @Override
  public void run(Instant now) throws InterruptedException {
    Instant next = now.plus(AFTER_FAILURE);
    try {
      String seen = fingerprint.get();
      if (now.isBefore(due()) && seen.equals(lastSeen())) {
        work.retry();
        next = due();
        return;
      }
      work.scan();
      scanned(seen);
      next = now.plus(interval);
    } catch (SpoolException e) {
      LOG.error("{}: {}", work.unit().id(), e.getMessage());
      work.reset();
    } finally {
      ended(next);
    }
  }

  private synchronized Instant due() {
    return due;
  }

  private synchronized String lastSeen() {
    return last;
  }

  private synchronized void scanned(String seen) {
    last = seen;
  }

  private synchronized void ended(Instant next) {
    due = next;
    running = false;
  }

  @Override
  public void close() {}
}
