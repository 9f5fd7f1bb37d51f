package io.attestream.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.ingest.SimulatedCollector;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.testing.MutableClock;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.testing.BundleSurgery;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  @TempDir Path temporary;

  @Test
  void nothingIsLostNothingComesTwiceAndTheLogNeverForks() throws Exception {
    Map<Schedule.Event, Long> events = Schedule.counts();
    for (long first = SEED; first < SEED + SCHEDULES; first += A_LOG) {
      long end = Math.min(first + A_LOG, SEED + SCHEDULES);
      Path directory = Files.createDirectories(temporary.resolve("log-" + first));
      log(directory, first, end, events);
    }
    System.out.println(SCHEDULES + " schedules from seed " + SEED + ": " + events);
    if (SCHEDULES >= 200) {
      assertThat(events).as("every kind of event happened").containsKeys(Schedule.USUAL);
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
      bundle(directory, collector, clock, new Random(first));
    }
  }

  private static void bundle(
      Path directory, SimulatedCollector collector, MutableClock clock, Random random)
      throws IOException {
    Path zip = directory.resolve("bundle.zip");
    new BundleExporter(
            collector.database(),
            collector.identity(),
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            clock)
        .export(zip, new BundlePeriod(Instant.EPOCH, clock.instant()), percent -> {});
    VerifyOptions options = VerifyOptions.withLogKey(collector.identity().verifier());
    VerificationReport honest = Verifier.verify(zip, options);
    assertThat(honest.problems()).isEmpty();
    assertThat(honest.outcome()).isIn(Outcome.VALID, Outcome.VALID_WITH_GAPS);

    Ed25519Key logKey = Ed25519Key.read(directory.resolve("collector").resolve("log-key.pem"));
    BundleSurgery surgery = new BundleSurgery(zip, logKey);
    List<Integer> commits = new ArrayList<>(surgery.commits());
    // Of the newest commits nobody has seen the log yet: that their tail is gone, only others can
    // tell.
    int gone = commits.get(random.nextInt((commits.size() + 1) / 2));
    surgery.entries().remove(gone);
    surgery.relog();
    VerificationReport robbed =
        Verifier.verify(surgery.write(directory.resolve("robbed.zip")), options);
    assertThat(robbed.outcome()).as("without entry %d", gone).isEqualTo(Outcome.INVALID);
  }
}
