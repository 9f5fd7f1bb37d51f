package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.evidence.verify.VerifyMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agent and collector are killed at random moments while manifests change all the time. Whatever was
 * acknowledged must be there once, and what is shown in the end must be what is really there.
 */
class CrashStoryTest {
  private static final int KILLS = Integer.getInteger("attestream.kills", 50);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String CHECK = "k8s.workload.not-privileged";

  @TempDir private Path directory;

  @Test
  void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (CollectorProcess collector = CollectorProcess.start(directory);
        ChangingManifests manifests =
            ChangingManifests.in(directory.resolve("manifests"), 200, random.nextLong());
        AgentProcess agent = agent(collector, manifests.directory())) {
      collector.api().await("/agents", a -> commits(a) >= 1, PATIENCE);
      manifests.startChanging(Duration.ofMillis(150));
      long seen = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(random.nextInt(1_500));
        if (random.nextBoolean()) {
          agent.crash();
        } else {
          collector.crash();
        }
        long now = commits(collector.api().get("/agents"));
        assertThat(now).as("seed %d, after kill %d", seed, kill).isGreaterThanOrEqualTo(seen);
        seen = now;
      }
      manifests.stopChanging();
      Set<String> privileged = manifests.privileged();
      Api api = collector.api();
      Set<String> shown = awaitFailing(api, privileged);
      assertThat(shown).as("seed %d", seed).isEqualTo(privileged);
      assertThat(commits(api.get("/agents"))).isGreaterThan(1);

      Bundles.Exported bundle = Bundles.export(collector, directory.resolve("bundle.zip"));
      ByteArrayOutputStream report = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(report, true, StandardCharsets.UTF_8);
      int code =
          VerifyMain.run(List.of(bundle.file().toString(), "--log-key", bundle.logKey()), out, out);
      assertThat(code).as("seed %d: %s", seed, report.toString(StandardCharsets.UTF_8)).isIn(0, 1);
    }
  }

  private AgentProcess agent(CollectorProcess collector, Path manifests) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "crashing",
        collector,
        Map.of(),
        """
        manifests:
          - path: %s
            name: changing
        schedule:
          poll: 1s
          settle: 0s
        """
            .formatted(manifests));
  }

  /** What is shown once it is as expected, or when patience ends. */
  private static Set<String> awaitFailing(Api api, Set<String> expected)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> shown = failing(api);
    while (!shown.equals(expected) && System.nanoTime() < deadline) {
      Thread.sleep(500);
      shown = failing(api);
    }
    return shown;
  }

  private static Set<String> failing(Api api) {
    Set<String> names = new TreeSet<>();
    long after = 0;
    do {
      JsonNode page =
          api.get(
              "/checks/" + CHECK + "/results?verdict=FAIL" + (after == 0 ? "" : "&after=" + after));
      page.path("results").forEach(result -> names.add(result.path("name").asText()));
      after = page.path("next").asLong();
    } while (after != 0);
    return names;
  }

  private static long commits(JsonNode agents) {
    return agents.path("agents").path(0).path("commits").asLong();
  }
}
