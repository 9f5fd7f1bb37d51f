package io.attestream.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.ingest.SimulatedCollector;
import io.attestream.collector.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many schedules of two agents and a collector: nothing is lost, nothing comes twice, the log never
 * forks, and the bundle says so. {@code -Dattestream.simulation.schedules=10000} runs more than the
 * default, {@code -Dattestream.simulation.seed=} begins elsewhere; a failure names its seed.
 */
class SimulationTest {
  private static final int SCHEDULES = Integer.getInteger("attestream.simulation.schedules", 200);
  private static final long SEED = Long.getLong("attestream.simulation.seed", 1);

  /** Schedules that share a log, one after the other. */
  private static final int A_LOG = 100;

  @TempDir(factory = MemoryDirectory.class)
  Path temporary;

  @Test
  void nothingIsLostNothingComesTwiceAndTheLogNeverForks() throws Exception {
    Map<Schedule.Event, Long> events = Schedule.counts();
    run(events);
    System.out.println(SCHEDULES + " schedules from seed " + SEED + ": " + events);
    if (SCHEDULES >= 200) {
      assertThat(events).as("every kind of event happened").containsKeys(Schedule.USUAL);
    }
  }

  private void run(Map<Schedule.Event, Long> events) throws Exception {
    for (long first = SEED; first < SEED + SCHEDULES; first += A_LOG) {
      long end = Math.min(first + A_LOG, SEED + SCHEDULES);
      Path directory = Files.createDirectories(temporary.resolve("log-" + first));
      log(directory, first, end, events);
      Trees.delete(directory);
    }
  }

  private static void log(Path directory, long first, long end, Map<Schedule.Event, Long> events)
      throws Exception {
    MutableClock clock = MutableClock.at("2026-11-20T00:00:00Z");
    try (SimulatedCollector collector =
        new SimulatedCollector(directory.resolve("collector"), clock)) {
      for (long seed = first; seed < end; seed++) {
        try {
          new Schedule(seed, directory, collector, clock, events).run();
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed, e);
        }
      }
      Random random = new Random(first);
      SimulatedBundle.check(
          directory, collector, clock, commits -> random.nextInt((commits + 1) / 2));
    }
  }
}
