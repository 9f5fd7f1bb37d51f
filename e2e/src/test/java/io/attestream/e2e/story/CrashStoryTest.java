package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  /** Longer than evidence counts: twice the interval and its grace. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

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
      agent.process().kill();
      Acknowledgements kept = Acknowledgements.keptIn(agent.state());
      agent.restart();
      manifests.startChanging(Duration.ofMillis(100));
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
      agent.process().kill();
      Instant silence = Instant.now();
      Thread.sleep(SILENCE.toMillis());
      manifests.stopChanging();
      agent.restart();
      Set<String> privileged = manifests.privileged();
      Set<String> shown = awaitFailing(collector.api(), privileged);
      assertThat(shown).as("seed %d", seed).isEqualTo(privileged);

      agent.process().kill();
      List<Acknowledgements.Commit> acknowledged = kept.read();
      assertThat(kept.quarantined()).as("seed %d", seed).isZero();
      Bundles.Exported bundle = Bundles.export(collector, directory.resolve("bundle.zip"));
      List<BundledCommits.Commit> commits = BundledCommits.read(bundle.file());
      eachIsThereOnce(acknowledged, commits, seed);
      theSilenceIsNamed(verified(bundle), silence, commits, seed);
    }
  }

  private static void eachIsThereOnce(
      List<Acknowledgements.Commit> acknowledged, List<BundledCommits.Commit> commits, long seed) {
    assertThat(acknowledged).as("seed %d", seed).hasSizeGreaterThan(KILLS / 5);
    assertThat(acknowledged)
        .extracting(Acknowledgements.Commit::seq)
        .as("seed %d: acknowledged once", seed)
        .doesNotHaveDuplicates();
    long changes = 0;
    for (Acknowledgements.Commit commit : acknowledged) {
      List<BundledCommits.Commit> found =
          commits.stream().filter(c -> c.manifest().seq() == commit.seq()).toList();
      assertThat(found).as("seed %d: commit %d", seed, commit.seq()).hasSize(1);
      assertThat(found.get(0).envelope())
          .as("seed %d: commit %d", seed, commit.seq())
          .isEqualTo(commit.envelope());
      assertThat(found.get(0).leaves())
          .as("seed %d: changes of commit %d", seed, commit.seq())
          .containsExactlyInAnyOrderElementsOf(commit.leaves());
      changes += commit.leaves().size();
    }
    assertThat(changes).as("seed %d: changes that were acknowledged", seed).isGreaterThan(KILLS);
  }

  /** The time when the agent was down is a gap, and no gap has a commit in it. */
  private static void theSilenceIsNamed(
      VerificationReport report, Instant silence, List<BundledCommits.Commit> commits, long seed) {
    assertThat(report.outcome())
        .as("seed %d: %s", seed, report.problems())
        .isEqualTo(Outcome.VALID_WITH_GAPS);
    Instant middle = silence.plus(SILENCE.dividedBy(2));
    Instant end = silence.plus(SILENCE);
    assertThat(report.gaps())
        .as("seed %d", seed)
        .anySatisfy(
            gap -> {
              assertThat(gap.unit()).isEqualTo("manifests:changing");
              assertThat(gap.from()).isBefore(middle);
              assertThat(gap.to()).isAfter(end);
            })
        .allSatisfy(
            gap ->
                assertThat(commits)
                    .extracting(commit -> commit.manifest().finishedAt())
                    .noneMatch(at -> at.isAfter(gap.from()) && at.isBefore(gap.to())));
  }

  private static VerificationReport verified(Bundles.Exported bundle) {
    return Verifier.verify(
        bundle.file(), VerifyOptions.withLogKey(NoteVerifier.parse(bundle.logKey())));
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
          interval: 5s
          grace: 1s
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
