package io.attestream.collector.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleSelection.CommitName;
import io.attestream.collector.report.BundleSelection.Drawn;
import io.attestream.collector.report.BundleSelection.Named;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.testing.ZipEdit;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleExportTest {
  private static final String CHECK = "k8s.workload.not-privileged";

  @TempDir Path directory;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private TestCollector collector;

  @BeforeEach
  void open() {
    collector = new TestCollector(directory.resolve("data"));
    for (String name : List.of("one", "two")) {
      TestAgent agent = new TestAgent(name);
      collector.enrol(agent);
      TestUnit unit = new TestUnit("kubernetes:" + name);
      try (TestStream stream = collector.connect(agent)) {
        for (int i = 0; i < 10; i++) {
          Instant at = now.minusSeconds(600 - i * 10L);
          unit.set(CHECK, "apps/v1/Deployment/a/" + i, i % 2 == 0 ? Status.FAIL : Status.PASS, at);
          stream.deliver(agent.commit(unit, at));
        }
      }
    }
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aDrawnSampleVerifies() throws Exception {
    Path bundle = export(new Drawn(5, "stage 1"), "one.zip");
    VerificationReport report = verify(bundle);
    assertThat(report.outcome()).as("%s", report.problems()).isEqualTo(Outcome.VALID_SAMPLE);
    assertThat(report.units())
        .extracting(VerificationReport.Unit::commits)
        .satisfies(commits -> assertThat(commits.stream().mapToLong(n -> n).sum()).isEqualTo(5));
    assertThat(new String(ZipEdit.read(bundle).get("meta/sample.json")))
        .isEqualTo("{\"commits\":5,\"of\":20,\"seed\":\"stage 1\",\"v\":1}");
  }

  @Test
  void theSeedDecides() throws Exception {
    Path one = export(new Drawn(5, "stage 1"), "one.zip");
    Path again = export(new Drawn(5, "stage 1"), "again.zip");
    Path other = export(new Drawn(5, "stage 2"), "other.zip");
    assertThat(one).hasSameBinaryContentAs(again);
    assertThat(commits(one)).hasSize(5).isNotEqualTo(commits(other));
  }

  @Test
  void namedCommitsAreTaken() throws Exception {
    Path bundle =
        export(new Named(List.of(new CommitName("two", 7), new CommitName("one", 1))), "n.zip");
    assertThat(verify(bundle).outcome()).isEqualTo(Outcome.VALID_SAMPLE);
    assertThat(commits(bundle))
        .containsExactly("commits/one/000000000001", "commits/two/000000000007");
  }

  @Test
  void aCommitThatIsNotThereFailsTheExport() {
    assertThatThrownBy(() -> export(new Named(List.of(new CommitName("two", 70))), "missing.zip"))
        .hasMessageContaining("there is no commit 70 of agent two");
    assertThat(directory.resolve("missing.zip")).doesNotExist();
  }

  private Path export(BundleSelection selection, String name) {
    Path file = directory.resolve(name);
    LogIdentity identity =
        LogIdentity.existing(
            DataDirectory.open(directory.resolve("data")), collector.database(), Optional.empty());
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.fixed(now, ZoneOffset.UTC))
        .export(file, new BundlePeriod(Instant.EPOCH, now), selection, percent -> {});
    return file;
  }

  private VerificationReport verify(Path bundle) {
    return Verifier.verify(bundle, VerifyOptions.withLogKey(collector.logKey()));
  }

  private static TreeSet<String> commits(Path bundle) throws Exception {
    return ZipEdit.read(bundle).keySet().stream()
        .filter(name -> name.endsWith("/envelope.json"))
        .map(name -> name.substring(0, name.lastIndexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
