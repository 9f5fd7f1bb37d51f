package io.attestream.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.Eventually;
import io.attestream.agent.testing.FakeCollector;
import io.attestream.agent.testing.FakeCollector.Fault;
import io.attestream.agent.testing.FakeSource;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent that lost its state but not its key goes on after what its own signature is on, or not at all. */
class AdoptionTest {
  @TempDir Path directory;
  private final FakeCollector collector = new FakeCollector();
  private AgentFixture agent;
  private Path path = Path.of("");

  @BeforeEach
  void twoCommits() {
    agent = start();
    connect();
    agent.source.box("a", box(true));
    agent.source.box("b", box(false));
    agent.scanAndCut();
    settled(1);
    agent.clock.advance(Duration.ofHours(1));
    agent.source.box("c", box(false));
    agent.scanAndCut();
    settled(2);
  }

  @AfterEach
  void close() {
    agent.close();
    assertThat(collector.problems()).isEmpty();
    collector.close();
  }

  @Test
  void theChainAndTheUnitGoOnWhereTheyEnded() throws IOException {
    final Map<LeafKey, ResultLeaf> before = collector.leaves(FakeSource.UNIT.id());
    loseState();
    agent.source.box("a", box(true));
    agent.source.box("b", box(false));
    connect();
    agent.clock.advance(Duration.ofHours(5));
    agent.scanAndCut();
    settled(3);
    Manifest first = collector.manifests().get(1);
    Manifest next = collector.manifests().get(2);
    assertThat(next.epoch()).isEqualTo(first.epoch() + 1);
    assertThat(next.seen().size()).isEqualTo(3);
    assertThat(next.delta()).isEqualTo(new Manifest.Delta(first.root(), 0, 3));
    Map<LeafKey, ResultLeaf> after = collector.leaves(FakeSource.UNIT.id());
    assertThat(before)
        .as("what did not change stands since when it stood")
        .containsAllEntriesOf(after);
    assertThat(agent.count("attestream_agent_alarms")).isZero();
  }

  @Test
  void whatWasPendingBeforeIsScannedAnew() throws IOException {
    loseState();
    agent.source.box("z", box(true));
    agent.scan();
    connect();
    agent.scanAndCut();
    settled(3);
    assertThat(collector.manifests().get(2).delta().put()).isEqualTo(3);
    assertThat(collector.manifests().get(2).delta().del()).isEqualTo(9);
  }

  @Test
  void aLossIsSurvivedMoreThanOnce() throws IOException {
    for (int loss = 1; loss <= 3; loss++) {
      loseState();
      agent.source.box("only", box(loss % 2 == 0));
      connect();
      agent.scanAndCut();
      settled(2 + loss);
    }
    assertThat(collector.manifests())
        .extracting(Manifest::epoch)
        .isEqualTo(List.of(1L, 1L, 2L, 3L, 4L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FORGED_COMMIT    | is not signed by this agent's key
          OLDER_COMMIT     | gives commit 1 as the newest, but expects 3 next
          CHANGED_LEAF     | are not those of commit 2, which this agent signed
          CHANGED_EVIDENCE | a disclosure is not the one that was signed
          MISSING_LEAF     | are not those of commit 2, which this agent signed
          FORK             | the inclusion proof of commit 2 fails
          """)
  void whatIsNotProvenIsRefusedLoudlyAndNothingIsCommitted(Fault fault, String alarm)
      throws IOException {
    loseState();
    collector.misbehave(fault);
    agent.connect(collector);
    Eventually.holds("the alarm", () -> agent.count("attestream_agent_alarms") >= 1);
    assertThat(agent.spool.state().alarm()).contains(alarm);
    assertThat(agent.spool.state().enrolled()).isEmpty();
    collector.misbehave(Fault.NONE);
    Eventually.holds("adoption", () -> agent.spool.state().enrolled().isPresent());
    assertThat(agent.spool.state().nextSeq()).isEqualTo(3);
  }

  @Test
  void aCollectorThatIsBehindWhatItProvedToTheAgentIsRefused() {
    agent.disconnect();
    collector.misbehave(Fault.OLDER_WELCOME);
    agent.connect(collector);
    Eventually.holds("the alarm", () -> agent.count("attestream_agent_alarms") >= 1);
    assertThat(agent.spool.state().alarm())
        .contains("expects commit 2 but it has proven that it holds 2");
    assertThat(agent.spool.state().nextSeq()).isEqualTo(3);
  }

  /** The pod is gone; its key was a secret, which is mounted into the next one. */
  private void loseState() throws IOException {
    agent.close();
    Path next = Files.createTempDirectory(directory, "next");
    Files.copy(path.resolve("agent.key"), next.resolve("agent.key"));
    path = next;
    agent = new AgentFixture(path);
  }

  private AgentFixture start() {
    path = directory.resolve("first");
    return new AgentFixture(path);
  }

  private void connect() {
    agent.connect(collector);
    Eventually.holds("enrolment", () -> agent.spool.state().enrolled().isPresent());
    agent.reopen();
  }

  private void settled(int commits) {
    Eventually.holds(
        commits + " commits in the log and none in the spool",
        () -> collector.manifests().size() == commits && agent.spool.depth().commits() == 0);
  }

  private static Map<String, Object> box(boolean open) {
    return Map.of("open", open, "sealed", "2026-01-01T00:00:00Z", "secret", false);
  }
}
