package io.attestream.agent.schedule;

import io.attestream.agent.resource.SourceException;
import io.attestream.agent.source.OpenSource;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every unit of every source its turn on a bounded pool. One failing unit never stops another. */
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final List<OpenSource> sources;
  private final UnitServices services;
  private final ExecutorService pool;
  private final Map<ScopeUnit, ScheduledUnit> units = new HashMap<>();
  private final Map<OpenSource, Instant> discoveries = new HashMap<>();

  public Scheduler(List<OpenSource> sources, UnitServices services) {
    this.sources = List.copyOf(sources);
    this.services = services;
    this.pool =
        Executors.newFixedThreadPool(
            services.schedule().parallel(),
            task -> {
              Thread thread = new Thread(task, "unit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Works until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      Instant now = services.clock().instant();
      for (OpenSource source : sources) {
        if (!now.isBefore(discoveries.getOrDefault(source, Instant.MIN))) {
          discoveries.put(source, now.plus(discover(source)));
        }
      }
      for (ScheduledUnit unit : units.values()) {
        if (unit.due(now)) {
          pool.execute(() -> work(unit, now));
        }
      }
      Thread.sleep(TICK.toMillis());
    }
  }

  /** Finds the units of a source; returns when to look again. */
  private Duration discover(OpenSource open) {
    try {
      for (ScopeUnit unit : open.source().units()) {
        units.computeIfAbsent(unit, key -> schedule(key, open));
      }
      return services.schedule().interval();
    } catch (SourceException e) {
      LOG.error("{}", e.getMessage());
      return AFTER_FAILURE;
    } catch (RuntimeException e) {
      LOG.error("a source failed to tell its units", e);
      return AFTER_FAILURE;
    }
  }

  private ScheduledUnit schedule(ScopeUnit unit, OpenSource open) {
    LOG.info("{}: {}", unit.id(), open.source().watches() ? "watched" : "scanned");
    return open.source().watches()
        ? new WatchedUnit(unit, open.source(), services)
        : new ScannedUnit(
            new UnitWork(unit, open.source(), services, services.changes()),
            services.schedule().interval(),
            services.schedule().poll(),
            open.fingerprint());
  }

  private static void work(ScheduledUnit unit, Instant now) {
    try {
      unit.run(now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("a unit failed; it is tried again", e);
    }
  }

  /** Ends all work; waits for it for some seconds. */
  @Override
  public void close() {
    pool.shutdownNow();
    units.values().forEach(ScheduledUnit::close);
    try {
      if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a scan did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
