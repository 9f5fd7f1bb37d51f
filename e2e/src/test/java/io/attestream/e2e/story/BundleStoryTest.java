package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.engine.Reperformance;
import io.attestream.e2e.components.Proc;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.testing.Attack;
import io.attestream.evidence.testing.Attacks;
import io.attestream.evidence.testing.BundleSurgery;
import io.attestream.evidence.testing.ZipEdit;
import io.attestream.evidence.verify.VerifyMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An auditor takes a bundle home. It is of a real run: the sample estate, two commits of a unit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleStoryTest {
  /** Attacks that take a second agent, or removed results. */
  private static final Set<String> NEED_MORE = Set.of("agent-dropped", "removed-result-kept");

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Path directory = Path.of("");
  private Path collectorData = Path.of("");
  private Bundles.Exported bundle = new Bundles.Exported(Path.of(""), "");

  @BeforeAll
  void export(@TempDir Path temporary) throws Exception {
    directory = temporary;
    try (CollectorProcess collector = CollectorProcess.start(directory);
        ChangingManifests manifests = ChangingManifests.in(directory.resolve("manifests"), 20, 7);
        AgentProcess agent = agent(collector, manifests.directory())) {
      collector.api().await("/agents", a -> a.toString().contains("manifests:changing"), PATIENCE);
      manifests.startChanging(Duration.ofMillis(200));
      collector
          .api()
          .await("/agents", a -> a.path("agents").path(0).path("commits").asInt() >= 3, PATIENCE);
      manifests.stopChanging();
      collectorData = collector.data();
      bundle = Bundles.export(collector, directory.resolve("bundle.zip"));
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  @Test
  void theVerifierFindsItValid() {
    Report report = verify(bundle.file());
    assertThat(report.code()).as(report.text()).isIn(0, 1);
  }

  /** Each verdict of the real run follows from its evidence, and what the pages count from both. */
  @Test
  void everyResultIsJudgedAgain() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        VerifyMain.run(
            List.of(bundle.file().toString(), "--log-key", bundle.logKey(), "--reperform"),
            out,
            out,
            Reperformance::new);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isIn(0, 1);
    assertThat(text)
        .containsPattern("judged again: [1-9][0-9]* results with the same verdict")
        .doesNotContain("NOT judged again", "totals.json to compare");
  }

  /** Every attack of the zoo that this bundle has the parts for, on the evidence of a real run. */
  @TestFactory
  Stream<DynamicTest> whateverTheOperatorDoesIsFound() {
    return Attacks.all().stream()
        .filter(attack -> attack.holder() == Attack.Holder.OPERATOR)
        .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> attacked(attack)));
  }

  private void attacked(Attack attack) throws IOException {
    Ed25519Key logKey = Ed25519Key.read(collectorData.resolve("log-key.pem"));
    BundleSurgery surgery = new BundleSurgery(bundle.file(), logKey);
    Path earlier = directory.resolve("earlier-checkpoint");
    Files.write(earlier, Objects.requireNonNull(surgery.files().get("log/checkpoint")));
    if (!attack.surgeon().operate(surgery)) {
      assertThat(attack.name()).as("what one agent's run has no parts for").isIn(NEED_MORE);
      return;
    }
    Path attacked = surgery.write(directory.resolve("attacked.zip"));
    Report report =
        attack.previous() ? verify(attacked, "--previous", earlier.toString()) : verify(attacked);
    assertThat(report.code()).as(report.text()).isEqualTo(attack.outcome().exitCode());
    assertThat(report.text().replaceAll("\\s+", " ")).contains(attack.says());
  }

  @Test
  void oneBitInEachKindOfFileMakesItInvalidAndNamesTheFile() throws Exception {
    Map<String, byte[]> files = ZipEdit.read(bundle.file());
    Map<String, String> kinds = new LinkedHashMap<>();
    files.keySet().forEach(name -> kinds.putIfAbsent(kind(name), name));
    assertThat(kinds.size()).as("%s", kinds).isGreaterThan(8);
    for (String name : kinds.values()) {
      Map<String, byte[]> changed = new LinkedHashMap<>(files);
      byte[] bytes = Objects.requireNonNull(files.get(name));
      changed.put(name, ZipEdit.flip(bytes));
      Report report = verify(ZipEdit.write(directory.resolve("changed.zip"), changed));
      assertThat(report.code()).as("%s: %s", name, report.text()).isEqualTo(3);
      assertThat(report.text()).contains(name);
    }
  }

  @Test
  @RequiresComponent({"go", "node"})
  void programsThatWeDidNotWriteAcceptItAndRejectWhatWasTouched() {
    try (Proc foreign =
        Proc.start(
            directory.resolve("foreign.log"),
            List.of(
                "bash",
                Path.of("").toAbsolutePath().resolve("foreign/run").toString(),
                bundle.file().toString(),
                bundle.logKey()))) {
      int code = foreign.awaitExit(Duration.ofMinutes(5));
      assertThat(code).as(foreign.output()).isZero();
      assertThat(foreign.output()).contains("rejected as it must be");
    }
  }

  private AgentProcess agent(CollectorProcess collector, Path manifests) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "bundled",
        collector,
        Map.of(),
        """
        manifests:
          - path: %s
            name: changing
        checks:
          params:
            k8s.workload.finished-jobs-removed: {history: 5}
        schedule:
          poll: 1s
          settle: 0s
        """
            .formatted(manifests));
  }

  /** The kind of a file: its path without numbers and hashes. */
  private static String kind(String name) {
    return name.replaceAll("[0-9a-f]{16}", "#").replaceAll("[0-9]+", "#");
  }

  private record Report(int code, String text) {}

  private Report verify(Path file, String... more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    List<String> args = new ArrayList<>(List.of(file.toString(), "--log-key", bundle.logKey()));
    args.addAll(List.of(more));
    int code = VerifyMain.run(args, out, out);
    return new Report(code, bytes.toString(StandardCharsets.UTF_8));
  }
}
