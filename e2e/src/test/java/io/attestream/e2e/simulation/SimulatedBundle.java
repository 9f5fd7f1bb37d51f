package io.attestream.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The bundle of a simulated collector is valid, and is not without one of its commits. */
final class SimulatedBundle {
  private static final Catalogue CATALOGUE = CatalogueLoader.bundled();
  private static final ControlRegistry CONTROLS = ControlRegistry.bundled();

  private SimulatedBundle() {}

  /**
   * Exports, verifies, takes a commit away and verifies again.
   *
   * @param directory of the collector's directory; takes the bundles
   * @param gone which of so many commits to take away; of the newest nobody has seen the log yet: that
   *     their tail is gone, only others can tell
   */
  static void check(
      Path directory, SimulatedCollector collector, MutableClock clock, IntUnaryOperator gone)
      throws IOException {
    Path zip = directory.resolve("bundle.zip");
    new BundleExporter(collector.database(), collector.identity(), CATALOGUE, CONTROLS, clock)
        .export(zip, new BundlePeriod(Instant.EPOCH, clock.instant()), percent -> {});
    VerifyOptions options = VerifyOptions.withLogKey(collector.identity().verifier());
    VerificationReport honest = Verifier.verify(zip, options);
    assertThat(honest.problems()).isEmpty();
    assertThat(honest.outcome()).isIn(Outcome.VALID, Outcome.VALID_WITH_GAPS);

    Ed25519Key logKey = Ed25519Key.read(directory.resolve("collector").resolve("log-key.pem"));
    BundleSurgery surgery = new BundleSurgery(zip, logKey);
    List<Integer> commits = new ArrayList<>(surgery.commits());
    int entry = commits.get(gone.applyAsInt(commits.size()));
    surgery.entries().remove(entry);
    surgery.relog();
    VerificationReport robbed =
        Verifier.verify(surgery.write(directory.resolve("robbed.zip")), options);
    assertThat(robbed.outcome()).as("without entry %d", entry).isEqualTo(Outcome.INVALID);
  }
}
