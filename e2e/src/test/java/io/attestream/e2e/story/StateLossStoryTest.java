package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.e2e.simulation.Trees;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's pod and disk are gone, its key is a secret: the next pod goes on with its chain. */
class StateLossStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  @Test
  void anAgentThatKeptItsKeyGoesOnFromItsOwnCommits() throws Exception {
    Path key = directory.resolve("secret-key.pem");
    Ed25519Key.generate(new SecureRandom()).write(key);
    try (CollectorProcess collector = CollectorProcess.start(directory);
        ChangingManifests manifests = ChangingManifests.in(directory.resolve("manifests"), 5, 7);
        AgentProcess agent =
            AgentProcess.start(
                directory.resolve("agent"),
                "ephemeral",
                collector,
                Map.of(),
                """
                keyFile: %s
                manifests:
                  - path: %s
                    name: changing
                """
                    .formatted(key, manifests.directory()))) {
      awaitCommits(collector, 1);
      agent.process().kill();
      Trees.delete(agent.state());
      agent.restart();
      awaitCommits(collector, 2);
      agent.stop();

      Bundles.Exported bundle = Bundles.export(collector, directory.resolve("bundle.zip"));
      VerificationReport report =
          Verifier.verify(
              bundle.file(), VerifyOptions.withLogKey(NoteVerifier.parse(bundle.logKey())));
      assertThat(report.problems()).isEmpty();
      assertThat(report.entries()).containsEntry("https://attestream.io/enrol/v1", 1L);
      List<Manifest> commits =
          BundledCommits.read(bundle.file()).stream()
              .map(BundledCommits.Commit::manifest)
              .sorted(Comparator.comparing(Manifest::seq))
              .toList();
      Manifest last = commits.get(commits.size() - 1);
      assertThat(last.epoch()).isEqualTo(2);
      assertThat(last.delta().base())
          .as("nothing changed, so nothing was sent again, and nothing lost its age")
          .isEqualTo(commits.get(0).root());
      assertThat(last.delta().put()).isZero();
    }
  }

  private static void awaitCommits(CollectorProcess collector, int commits) {
    collector
        .api()
        .await(
            "/agents", a -> a.path("agents").path(0).path("commits").asInt() >= commits, PATIENCE);
  }
}
