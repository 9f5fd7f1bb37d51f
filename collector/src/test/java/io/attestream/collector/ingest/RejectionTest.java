package io.attestream.collector.ingest;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attestream.collector.testing.Blocking;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CommitClose;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.Provisional;
import io.attestream.protocol.v1.Put;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Reject.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with which code, and that the agent can go on afterwards. */
class RejectionTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";

  @TempDir static Path directory;
  private static TestCollector collector;
  private static int agents;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private TestUnit unit;
  private TestAgent agent;
  private TestStream stream;

  @BeforeAll
  static void start() {
    collector = new TestCollector(directory);
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @BeforeEach
  void connect() {
    agents++;
    unit = new TestUnit("aws:123456789012:region-" + agents);
    agent = new TestAgent("agent-" + agents);
    collector.enrol(agent);
    stream = collector.connect(agent);
  }

  @AfterEach
  void disconnect() {
    stream.close();
  }

  @Test
  void anUnknownAgentIsRefused() {
    try (TestStream other = collector.stream(new TestAgent("nobody"))) {
      other.hello();
      assertThat(other.rejected().getCode()).isEqualTo(Code.UNAUTHENTICATED);
      assertThat(other.ended()).isTrue();
    }
  }

  @Test
  void aWrongAnswerToTheChallengeIsRefused() {
    try (TestStream other = collector.stream(agent)) {
      other.hello();
      other.next();
      other.proof(new byte[32]);
      assertThat(other.rejected().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    }
  }

  @Test
  void aCommitBeforeTheHandshakeIsRefused() {
    unit.set(PUBLIC, "a", PASS, now);
    try (TestStream other = collector.stream(agent)) {
      other.send(agent.commit(unit, now));
      assertThat(other.rejected())
          .returns(Code.MALFORMED, Reject::getCode)
          .matches(reject -> reject.getMessage().contains("Hello"));
    }
  }

  @Test
  void anAgentThatVerifiedALongerLogIsToldToKeepItsCommits() {
    TestAgent ahead = new TestAgent("ahead-" + agents);
    collector.enrol(ahead);
    ahead.saw(new Checkpoint(collector.logKey().name(), 1_000_000, Hash.sha256(new byte[1])));
    try (TestStream other = collector.stream(ahead)) {
      other.hello();
      assertThat(other.rejected())
          .returns(Code.UNAVAILABLE, Reject::getCode)
          .matches(reject -> reject.getMessage().contains("restored"));
    }
  }

  @Test
  void anEnvelopeByAnotherKeyIsRefused() {
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    byte[] forged =
        Dsse.sign(
                Statement.PAYLOAD_TYPE,
                ManifestCodec.bytes(commit.manifest()),
                Ed25519Key.generate(new SecureRandom()))
            .bytes();
    stream.send(
        new TestCommit(commit.manifest(), forged, commit.trace(), commit.puts(), List.of()));
    assertThat(stream.rejected())
        .returns(commit.seq(), Reject::getSeq)
        .returns(Code.UNAUTHENTICATED, Reject::getCode);
    stream.deliver(commit);
  }

  @Test
  void garbageInsteadOfAnEnvelopeIsMalformed() {
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    stream.send(
        new TestCommit(
            commit.manifest(),
            "{\"payload\":7}".getBytes(StandardCharsets.UTF_8),
            commit.trace(),
            commit.puts(),
            List.of()));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("$.payload"));
    stream.deliver(commit);
  }

  @Test
  void theSameCommitAgainGetsItsOldIndex() {
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    long index = stream.deliver(commit).getIndex();
    assertThat(stream.deliver(commit).getIndex()).isEqualTo(index);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void anotherCommitWithAUsedSeqIsOutOfSequence() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    agent.rollBack(0, null);
    unit.set(PUBLIC, "b", FAIL, now);
    stream.send(agent.commit(unit, now));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.OUT_OF_SEQUENCE);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aSeqThatWasSkippedIsOutOfSequence() {
    unit.set(PUBLIC, "a", PASS, now);
    agent.commit(unit, now);
    unit.set(PUBLIC, "b", PASS, now);
    stream.send(agent.commit(unit, now));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.OUT_OF_SEQUENCE);
  }

  @Test
  void aDeltaOnAnotherBaseAsksForAResync() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    Hash before = agent.lastEnvelope().orElseThrow();
    unit.set(PUBLIC, "b", PASS, now);
    Hash wrong = Hash.sha256(new byte[] {7});
    stream.send(
        agent.commit(
            unit, now, false, m -> with(m, m.root(), m.tally(), new Manifest.Delta(wrong, 1, 0))));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.RESYNC);
    agent.rollBack(1, before);
    stream.deliver(agent.snapshot(unit, now));
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aRootThatDoesNotFollowFromTheDeltaAsksForAResync() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    Hash before = agent.lastEnvelope().orElseThrow();
    unit.set(PUBLIC, "b", FAIL, now);
    stream.send(
        agent.commit(
            unit, now, false, m -> with(m, Hash.sha256(new byte[] {1}), m.tally(), m.delta())));
    assertThat(stream.rejected())
        .returns(Code.RESYNC, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("root is"));
    assertThat(rows()).isEqualTo(1);
    agent.rollBack(1, before);
    stream.deliver(agent.snapshot(unit, now));
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aTallyThatHidesAFailureIsRefused() {
    unit.set(PUBLIC, "a", FAIL, now);
    stream.send(
        agent.commit(unit, now, true, m -> with(m, m.root(), new Tally(1, 0, 0, 0), m.delta())));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("tally is"));
    assertThat(rows()).isZero();
  }

  @Test
  void anEmptyDeltaCannotChangeTheState() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    stream.send(
        agent.commit(
            unit, now, false, m -> with(m, Hash.sha256(new byte[] {1}), m.tally(), m.delta())));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.RESYNC);
  }

  @Test
  void aDelOfNothingAsksForAResync() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    TestCommit commit =
        agent.commit(
            unit,
            now,
            false,
            m -> with(m, m.root(), m.tally(), new Manifest.Delta(m.delta().base(), 0, 1)));
    stream.send(
        new TestCommit(
            commit.manifest(),
            commit.envelope(),
            commit.trace(),
            List.of(),
            List.of(ByteString.copyFrom(new byte[16]))));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.RESYNC);
  }

  @Test
  void evidenceThatIsNotTheLeafsIsMalformedAndNamesItsPlace() {
    unit.set(PUBLIC, "a", PASS, now).set(PUBLIC, "b", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    List<Put> swapped = new ArrayList<>(commit.puts());
    swapped.set(1, swapped.get(1).toBuilder().setEvidence(swapped.get(0).getEvidence()).build());
    stream.send(
        new TestCommit(commit.manifest(), commit.envelope(), commit.trace(), swapped, List.of()));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().startsWith("part 0, put 1: the evidence"));
    assertThat(rows()).isZero();
    stream.deliver(commit);
  }

  @Test
  void aLeafKeyThatComesTwiceIsMalformed() {
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    List<Put> twice = List.of(commit.puts().get(0), commit.puts().get(0));
    stream.send(
        new TestCommit(commit.manifest(), commit.envelope(), commit.trace(), twice, List.of()));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("comes twice"));
  }

  @Test
  void aResourceOfAnotherUnitIsMalformed() {
    TestUnit other = new TestUnit("aws:999999999999:eu-west-1").set(PUBLIC, "a", PASS, now);
    TestCommit foreign = new TestAgent("x").commit(other, now);
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    stream.send(
        new TestCommit(
            commit.manifest(), commit.envelope(), commit.trace(), foreign.puts(), List.of()));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("the resource is of unit"));
  }

  @Test
  void anotherTraceThanTheSignedOneIsMalformed() {
    unit.set(PUBLIC, "a", PASS, now);
    TestCommit commit = agent.commit(unit, now);
    stream.send(
        new TestCommit(
            commit.manifest(), commit.envelope(), new byte[] {1}, commit.puts(), List.of()));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.MALFORMED);
  }

  @Test
  void aPartOfNoCommitEndsTheStreamAndNoOther() {
    TestAgent other = new TestAgent("other-" + agents);
    collector.enrol(other);
    try (TestStream second = collector.connect(other)) {
      second.send(AgentFrame.newBuilder().setCommitPart(CommitPart.newBuilder().setSeq(5)).build());
      assertThat(second.rejected().getCode()).isEqualTo(Code.MALFORMED);
      assertThat(second.ended()).isTrue();
    }
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
  }

  @Test
  void aCloseWithoutOpenAndAnEmptyFrameAreMalformed() {
    stream.send(AgentFrame.newBuilder().setCommitClose(CommitClose.newBuilder().setSeq(1)).build());
    assertThat(stream.rejected().getCode()).isEqualTo(Code.MALFORMED);
    try (TestStream again = collector.connect(agent)) {
      again.send(AgentFrame.getDefaultInstance());
      assertThat(again.rejected().getMessage()).contains("FRAME_NOT_SET");
    }
  }

  @Test
  void aMessageAboveTheLimitIsMalformed() {
    stream.send(
        AgentFrame.newBuilder()
            .setProvisional(
                Provisional.newBuilder()
                    .setUnit("x")
                    .addPut(Put.newBuilder().setLeaf(ByteString.copyFrom(new byte[3 << 20]))))
            .build());
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("cannot be read"));
    try (TestStream again = collector.connect(agent)) {
      unit.set(PUBLIC, "a", PASS, now);
      again.deliver(agent.commit(unit, now));
    }
  }

  @Test
  void aUnitThatAnotherAgentHoldsIsRefused() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    TestAgent other = new TestAgent("other-" + agents);
    collector.enrol(other);
    try (TestStream second = collector.connect(other)) {
      second.send(other.commit(unit, now));
      assertThat(second.rejected())
          .returns(Code.MALFORMED, Reject::getCode)
          .matches(reject -> reject.getMessage().contains("is held by agent " + agent.id()));
    }
  }

  @Test
  void aRevokedAgentIsRefusedOnItsOpenStream() {
    collector
        .database()
        .change(
            handle -> handle.execute("UPDATE agent SET revoked_at = 1 WHERE id = ?", agent.id()));
    unit.set(PUBLIC, "a", PASS, now);
    stream.send(agent.commit(unit, now));
    assertThat(stream.rejected().getCode()).isEqualTo(Code.UNAUTHENTICATED);
  }

  @Test
  void whatAnAgentSawMayNotGoBackWithinAnEpoch() {
    unit.set(PUBLIC, "a", PASS, now);
    stream.deliver(agent.commit(unit, now));
    Hash before = agent.lastEnvelope().orElseThrow();
    agent.saw(Checkpoint.empty(collector.logKey().name()));
    unit.set(PUBLIC, "b", PASS, now);
    stream.send(agent.snapshot(unit, now));
    assertThat(stream.rejected())
        .returns(Code.MALFORMED, Reject::getCode)
        .matches(reject -> reject.getMessage().contains("seen goes back"));
    agent.rollBack(1, before);
    stream.send(agent.commit(unit, now, true, RejectionTest::nextEpoch));
    assertThat(stream.next().hasAck()).isTrue();
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aTokenEnrolsOneAgentOnce() {
    TestAgent first = new TestAgent("first-" + agents);
    String token = collector.token();
    Blocking.await(collector.enrol(first, token));
    // The answer may have been lost: the same agent may ask again, another may not.
    Blocking.await(collector.enrol(first, token));
    assertThatThrownBy(
            () -> Blocking.await(collector.enrol(new TestAgent("second-" + agents), token)))
        .hasMessageContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> Blocking.await(collector.enrol(new TestAgent("third"), "ate_guess")))
        .hasMessageContaining("UNAUTHENTICATED");
    assertThatThrownBy(
            () -> Blocking.await(collector.enrol(new TestAgent(agent.id()), collector.token())))
        .hasMessageContaining("INVALID_ARGUMENT");
    assertThat(collector.count("SELECT count(*) FROM log_entry WHERE kind = 'enrol'"))
        .isEqualTo(collector.count("SELECT count(*) FROM agent"));
  }

  private long rows() {
    return collector.count(
        "SELECT count(*) FROM result r JOIN unit u ON u.id = r.unit_id"
            + " WHERE u.name = '"
            + unit.id().id()
            + "'");
  }

  private static Manifest with(Manifest m, Hash root, Tally tally, Manifest.Delta delta) {
    return m.edit().root(root).tally(tally).delta(delta).manifest();
  }

  private static Manifest nextEpoch(Manifest m) {
    return m.edit().epoch(m.epoch() + 1).manifest();
  }
}
