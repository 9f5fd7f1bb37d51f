package io.attestream.agent.schedule;

import io.attestream.agent.config.ScheduleSection;
import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.agent.spool.SpoolException;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unit that is scanned once and then watched on a thread of its own. Changes are committed when
 * nothing changed for a while, at the latest after ten such whiles; without changes, at the interval.
 */
final class WatchedUnit implements ScheduledUnit {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedUnit.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_WHILES = 10;

  private final ScopeUnit unit;
  private final ResourceSource source;
  private final ScheduleSection schedule;
  private final Clock clock;
  private final UnitWork work;
  private final Thread thread;
  private boolean watching;
  private boolean running;
  private @Nullable Instant firstChange;
  private @Nullable Instant lastChange;
  private Instant heartbeat = Instant.MAX;
  private Instant notBefore = Instant.MIN;

  WatchedUnit(ScopeUnit unit, ResourceSource source, UnitServices services) {
    this.unit = unit;
    this.source = source;
    this.schedule = services.schedule();
    this.clock = services.clock();
    this.work =
        new UnitWork(
            unit,
            source,
            services,
            (changed, puts, dels) -> {
              changed();
              services.changes().changed(changed, puts, dels);
            });
    this.thread = new Thread(this::follow, "watch-" + unit.id());
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      while (true) {
        try {
          UnitJudge judge = work.scan();
          scanned();
          source.watch(unit, judge);
        } catch (SourceException | SpoolException e) {
          LOG.warn("{}: {}", unit.id(), e.getMessage());
        } catch (RuntimeException e) {
          LOG.error("{}: watching failed", unit.id(), e);
        }
        lost();
        work.reset();
        Thread.sleep(AFTER_FAILURE.toMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: no longer watched", unit.id());
    }
  }

  private synchronized void scanned() {
    watching = true;
    heartbeat = clock.instant().plus(schedule.interval());
  }

  private synchronized void lost() {
    watching = false;
    firstChange = null;
    lastChange = null;
  }

  private synchronized void changed() {
    Instant now = clock.instant();
    if (firstChange == null) {
      firstChange = now;
    }
    lastChange = now;
  }

  @Override
  public synchronized boolean due(Instant now) {
    if (!watching || running || now.isBefore(notBefore)) {
      return false;
    }
    running = work.waits() || !now.isBefore(heartbeat) || settled(now);
    return running;
  }

  private synchronized boolean settled(Instant now) {
    Instant first = firstChange;
    Instant last = lastChange;
    return first != null
        && last != null
        && (!now.isBefore(last.plus(schedule.settle()))
            || !now.isBefore(first.plus(schedule.settle().multipliedBy(MOST_WHILES))));
  }

  @Override
  public void run(Instant now) {
    clearChanges();
    try {
      work.commitWatched();
    } catch (SpoolException e) {
      LOG.error("{}: {}", unit.id(), e.getMessage());
      changed();
    } finally {
      ended(now);
    }
  }

  private synchronized void clearChanges() {
    firstChange = null;
    lastChange = null;
  }

  /** The next commit waits ten times as long as this one took, so that a large unit does not only commit. */
  private synchronized void ended(Instant began) {
    Instant now = clock.instant();
    Duration pause = Duration.between(began, now).multipliedBy(MOST_WHILES);
    notBefore = now.plus(pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause);
    heartbeat = now.plus(schedule.interval());
    running = false;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
