package io.attestream.collector.assurance;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.PASS;
import static io.attestream.evidence.model.Status.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits of a real agent over the wire; commits promise the next one within an hour. */
class AssuranceReaderTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";
  private static final Check CHECK = CatalogueLoader.bundled().byId(PUBLIC).orElseThrow();

  @TempDir Path directory;

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(20, ChronoUnit.HOURS);
  private final TestAgent agent = new TestAgent("agent");
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private TestCollector collector;

  @BeforeEach
  void observe() {
    collector = new TestCollector(directory.resolve("data"));
    collector.enrol(agent);
    try (TestStream stream = collector.connect(agent)) {
      unit.set(PUBLIC, "bucket", PASS, hour(0));
      unit.set(PUBLIC, "other", PASS, hour(0));
      for (int hour = 0; hour <= 3; hour++) {
        stream.deliver(agent.commit(unit, hour(hour)));
      }
      unit.set(PUBLIC, "bucket", FAIL, hour(4));
      stream.deliver(agent.commit(unit, hour(4)));
      stream.deliver(agent.commit(unit, hour(5)));
      unit.set(PUBLIC, "bucket", PASS, hour(6));
      unit.set(PUBLIC, "other", UNKNOWN, hour(6));
      stream.deliver(agent.commit(unit, hour(6)));
      unit.set(PUBLIC, "other", PASS, hour(7));
      stream.deliver(agent.commit(unit, hour(7)));
      stream.deliver(agent.commit(unit, hour(14)));
      stream.deliver(agent.commit(unit, hour(15)));
    }
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void whatCameInAndWhatItShowed() {
    ControlAssurance found = read(hour(0), hour(15));
    // Nine came before the 15th hour; after the 7th the next came at the 14th as the seventh, six
    // did not.
    assertThat(found.received()).isEqualTo(9);
    assertThat(found.expected()).isEqualTo(15);
    assertThat(found.longestGap())
        .hasValueSatisfying(
            gap -> {
              assertThat(gap.unit()).isEqualTo("aws:123456789012:eu-west-1");
              assertThat(gap.from()).isEqualTo(hour(8));
              assertThat(gap.to()).isEqualTo(hour(14));
            });
    assertThat(found.times())
        .isEqualTo(
            new Times(
                Duration.ofHours(4 + 1 + 1),
                Duration.ofHours(2),
                Duration.ofHours(1 + 6),
                Duration.ZERO));
  }

  @Test
  void aWindowKnowsWhatStoodBeforeIt() {
    ControlAssurance found = read(hour(5).minusSeconds(60), hour(6).minusSeconds(60));
    assertThat(found.times().fail()).isEqualTo(Duration.ofHours(1));
    assertThat(found.expected()).isEqualTo(1);
    assertThat(found.received()).isEqualTo(1);
  }

  @Test
  void aDeclaredUnitThatNeverReportedIsBlindThroughout() {
    collector
        .database()
        .change(
            handle -> {
              handle.execute(
                  "INSERT INTO owner_scope (serial, idx, owner_key, valid_from) VALUES (1, 900, x'00', ?)",
                  start.toEpochMilli());
              for (String declared : List.of("aws:123456789012:us-east-1", "kubernetes:prod")) {
                handle.execute(
                    "INSERT INTO owner_scope_unit VALUES (1, 'agent', ?, 18000)", declared);
              }
            });
    ControlAssurance found = read(hour(0), hour(15));
    assertThat(found.units())
        .extracting(UnitAssurance::unit)
        .containsExactly("aws:123456789012:eu-west-1", "aws:123456789012:us-east-1");
    assertThat(found.units().get(1).seen()).isFalse();
    assertThat(found.units().get(1).expected()).isEqualTo(2);
    assertThat(found.longestGap().orElseThrow().length()).isEqualTo(Duration.ofHours(15));
    assertThat(found.times().fail()).isEqualTo(Duration.ofHours(2));
    assertThat(found.times().pass()).isZero();
  }

  @Test
  void aBundleHasItForEveryControlAndVerifies() throws Exception {
    Path bundle = directory.resolve("bundle.zip");
    LogIdentity identity =
        LogIdentity.existing(
            DataDirectory.open(directory.resolve("data")), collector.database(), Optional.empty());
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.systemUTC())
        .export(bundle, new BundlePeriod(hour(0), hour(15)), percent -> {});
    VerificationReport report =
        Verifier.verify(bundle, VerifyOptions.withLogKey(collector.logKey()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      List<String> controls = lines(zip, "04_controls/period-assurance.csv");
      assertThat(controls).hasSize(1 + 93);
      assertThat(lines(zip, "04_controls/blind-gaps.csv")).hasSize(1 + report.gaps().size());
      assertThat(String.join("", lines(zip, "bundle.json")))
          .contains("04_controls/period-assurance.csv");
    }
  }

  private static List<String> lines(ZipFile zip, String name) throws Exception {
    byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  private ControlAssurance read(Instant from, Instant to) {
    return collector
        .database()
        .read(handle -> new AssuranceReader(handle, new Window(from, to)).of(List.of(CHECK)));
  }

  private Instant hour(int hour) {
    return start.plus(hour, ChronoUnit.HOURS);
  }
}
