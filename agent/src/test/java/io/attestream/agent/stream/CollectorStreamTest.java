package io.attestream.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.Eventually;
import io.attestream.agent.testing.FakeCollector;
import io.attestream.agent.testing.FakeCollector.Fault;
import io.attestream.evidence.manifest.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorStreamTest {
  @TempDir Path directory;
  private FakeCollector collector;
  private AgentFixture agent;

  @BeforeEach
  void open() {
    collector = new FakeCollector();
    agent = new AgentFixture(directory);
    agent.connect(collector);
    Eventually.holds("enrolment", () -> agent.spool.state().enrolled().isPresent());
    Eventually.holds("the stream", () -> agent.gauge("attestream_agent_connected") == 1);
    agent.source.box("a", box(true));
    agent.source.box("b", box(false));
  }

  @AfterEach
  void close() {
    agent.close();
    assertThat(collector.problems()).isEmpty();
    collector.close();
  }

  @Test
  void commitsLeaveTheSpoolOnceTheirProofsAreVerified() {
    agent.scanAndCut();
    settled(1);
    agent.source.box("b", box(true));
    agent.source.remove("a");
    agent.clock.advance(Duration.ofMinutes(5));
    agent.scanAndCut();
    settled(2);
    Manifest second = collector.manifests().get(1);
    assertThat(second.delta().base()).isEqualTo(collector.manifests().get(0).root());
    assertThat(second.delta().put()).isEqualTo(1);
    assertThat(second.delta().del()).isEqualTo(3);
    assertThat(second.seen().size()).isEqualTo(2);
    assertThat(agent.spool.state().enrolled().orElseThrow().seen().size()).isEqualTo(3);
  }

  @Test
  void anUnchangedScanSendsAnEmptyDelta() {
    agent.scanAndCut();
    agent.clock.advance(Duration.ofHours(1));
    agent.scanAndCut();
    settled(2);
    assertThat(collector.manifests().get(1).delta())
        .isEqualTo(new Manifest.Delta(collector.manifests().get(0).root(), 0, 0));
  }

  @Test
  void aLostAcknowledgementIsAskedForAgainAndNothingIsCountedTwice() {
    collector.misbehave(Fault.LOST_ACK);
    agent.scanAndCut();
    settled(1);
    agent.source.box("c", box(true));
    agent.scanAndCut();
    settled(2);
    assertThat(agent.count("attestream_agent_alarms")).isZero();
  }

  @Test
  void aWrongInclusionProofRaisesTheAlarmAndKeepsTheCommit() {
    collector.misbehave(Fault.WRONG_INCLUSION);
    agent.scanAndCut();
    Eventually.holds("the alarm", () -> agent.count("attestream_agent_alarms") == 1);
    settled(1);
    assertThat(agent.spool.state().alarm()).contains("inclusion proof");
    agent.scanAndCut();
    settled(2);
    assertThat(agent.spool.state().alarm()).isEmpty();
  }

  @Test
  void aForkedLogRaisesTheAlarmAndNothingLeavesTheSpool() {
    agent.scanAndCut();
    settled(1);
    collector.misbehave(Fault.FORK);
    agent.source.box("c", box(true));
    agent.scanAndCut();
    Eventually.holds("the alarm", () -> agent.count("attestream_agent_alarms") >= 2);
    assertThat(agent.spool.depth().commits()).isEqualTo(1);
    assertThat(agent.gauge("attestream_agent_alarm")).isEqualTo(1);
    collector.misbehave(Fault.NONE);
    settled(2);
    Eventually.holds("the alarm is over", () -> agent.gauge("attestream_agent_alarm") == 0);
  }

  @Test
  void aResyncSendsTheUnitInFullAndSignsWhatFollowsAgain() {
    agent.scanAndCut();
    settled(1);
    agent.disconnect();
    agent.source.box("c", box(false));
    agent.scanAndCut();
    agent.source.box("d", box(true));
    agent.scanAndCut();
    collector.misbehave(Fault.RESYNC);
    agent.connect(collector);
    settled(3);
    List<Manifest> manifests = collector.manifests();
    assertThat(manifests.get(1).delta()).isEqualTo(new Manifest.Delta(null, 9, 0));
    assertThat(manifests.get(2).delta())
        .isEqualTo(new Manifest.Delta(manifests.get(1).root(), 3, 0));
  }

  @Test
  void aMalformedCommitIsSetAsideLoudlyAndTheUnitGoesOnInFull() {
    agent.scanAndCut();
    settled(1);
    agent.disconnect();
    agent.source.box("c", box(false));
    agent.scanAndCut();
    agent.source.box("d", box(true));
    agent.scanAndCut();
    collector.misbehave(Fault.MALFORMED);
    agent.connect(collector);
    settled(2);
    assertThat(collector.manifests().get(1).delta()).isEqualTo(new Manifest.Delta(null, 12, 0));
    assertThat(agent.spool.quarantined()).isEqualTo(1);
    assertThat(agent.count("attestream_agent_alarms")).isEqualTo(1);
    agent.source.remove("d");
    agent.scanAndCut();
    settled(3);
    assertThat(collector.manifests().get(2).delta().del()).isEqualTo(3);
  }

  @Test
  void aMalformedLastCommitMakesTheNextOneFull() {
    collector.misbehave(Fault.MALFORMED);
    agent.scanAndCut();
    Eventually.holds("the quarantine", () -> agent.spool.quarantined() == 1);
    agent.scanAndCut();
    settled(1);
    assertThat(collector.manifests().get(0).delta()).isEqualTo(new Manifest.Delta(null, 6, 0));
  }

  @Test
  void anUnavailableCollectorGetsTheCommitLater() {
    collector.misbehave(Fault.UNAVAILABLE);
    agent.scanAndCut();
    settled(1);
    assertThat(collector.refusals()).isEqualTo(1);
  }

  @Test
  void noProofInTimeRaisesTheAlarm() {
    collector.misbehave(Fault.SILENT);
    agent.scanAndCut();
    Eventually.holds("the alarm", () -> agent.count("attestream_agent_alarms") >= 1);
    collector.misbehave(Fault.NONE);
    settled(1);
  }

  @Test
  void changesAreShownBeforeTheirCommit() {
    agent.reopen();
    agent.scan();
    Eventually.holds(
        "the preview",
        () -> collector.provisional().stream().mapToInt(p -> p.getPutCount()).sum() == 6);
    assertThat(collector.manifests()).isEmpty();
  }

  @Test
  void aCopiedStateDirectoryIsNotStreamedFrom() {
    agent.scanAndCut();
    settled(1);
    try (AgentFixture other = new AgentFixture(directory.resolve("other"))) {
      other.spool.enrolled("agent", collector.logKey());
      agent.disconnect();
      other.connect(collector);
      Eventually.holds("the refusal", () -> other.count("attestream_agent_alarms") >= 1);
    }
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
