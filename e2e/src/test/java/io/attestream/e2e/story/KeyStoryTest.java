package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent changes its key between two runs, and then its key is revoked. */
class KeyStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  @Test
  void aKeyIsRotatedAndThenRevoked() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start(directory);
        ChangingManifests manifests = ChangingManifests.in(directory.resolve("manifests"), 5, 7);
        AgentProcess agent =
            AgentProcess.start(
                directory.resolve("agent"),
                "rotating",
                collector,
                Map.of(),
                """
                manifests:
                  - path: %s
                    name: changing
                """
                    .formatted(manifests.directory()))) {
      awaitCommits(collector, 1);
      agent.stop();
      assertThat(agent.command("rotate-key")).startsWith("key id ");
      agent.start();
      awaitCommits(collector, 2);
      collector.api().post("/agents/rotating/revoke", "{}");
      collector.api().await("/agents", a -> a.toString().contains("REVOKED"), PATIENCE);

      Bundles.Exported bundle = Bundles.export(collector, directory.resolve("bundle.zip"));
      VerificationReport report =
          Verifier.verify(
              bundle.file(), VerifyOptions.withLogKey(NoteVerifier.parse(bundle.logKey())));
      assertThat(report.problems()).isEmpty();
      assertThat(report.entries())
          .containsEntry("https://attestream.io/rotate/v1", 1L)
          .containsEntry("https://attestream.io/revoke/v1", 1L);
      assertThat(report.units().get(0).commits()).isGreaterThanOrEqualTo(2);
    }
  }

  private static void awaitCommits(CollectorProcess collector, int commits) {
    collector
        .api()
        .await(
            "/agents", a -> a.path("agents").path(0).path("commits").asInt() >= commits, PATIENCE);
  }
}
