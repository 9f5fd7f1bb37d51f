package io.attestream.collector.ingest;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.NOT_APPLICABLE;
import static io.attestream.evidence.model.Status.PASS;
import static io.attestream.evidence.model.Status.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.Welcome;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";
  private static final String LOGGED = "aws.s3.bucket.access-logged";

  @TempDir Path directory;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private TestCollector collector;
  private TestAgent agent;

  @BeforeEach
  void start() {
    collector = new TestCollector(directory);
    agent = new TestAgent("agent-1");
    collector.enrol(agent);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void aSnapshotAndItsDeltasBecomeEvidence() {
    try (TestStream stream = collector.connect(agent)) {
      unit.set(PUBLIC, "a", PASS, now).set(PUBLIC, "b", FAIL, now).set(LOGGED, "a", UNKNOWN, now);
      Ack first = stream.deliver(agent.commit(unit, now));
      assertThat(first.getIndex()).isEqualTo(2);
      assertThat(current()).isEqualTo(3);

      unit.set(PUBLIC, "b", PASS, now).remove(LOGGED, "a").set(LOGGED, "b", NOT_APPLICABLE, now);
      Ack second = stream.deliver(agent.commit(unit, now));
      assertThat(second.getIndex()).isEqualTo(3);
      assertThat(current()).isEqualTo(3);
      assertThat(collector.count("SELECT count(*) FROM result_past WHERE removed = 3"))
          .isEqualTo(2);
      assertThat(collector.count("SELECT count(*) FROM result_past WHERE gone = 1")).isEqualTo(1);
      assertThat(collector.count("SELECT count(*) FROM result WHERE status = 1")).isZero();
    }
  }

  @Test
  void anUnchangedScanIsACommitWithoutRows() {
    try (TestStream stream = collector.connect(agent)) {
      unit.set(PUBLIC, "a", PASS, now);
      stream.deliver(agent.commit(unit, now));
      stream.deliver(agent.commit(unit, now.plusSeconds(60)));
      assertThat(collector.count("SELECT count(*) FROM result")).isEqualTo(1);
      assertThat(collector.count("SELECT count(*) FROM commit_entry")).isEqualTo(2);
    }
  }

  @Test
  void anEmptyUnitIsACommitToo() {
    try (TestStream stream = collector.connect(agent)) {
      stream.deliver(agent.commit(unit, now));
      stream.deliver(agent.commit(unit, now.plusSeconds(60)));
      unit.set(PUBLIC, "a", PASS, now);
      stream.deliver(agent.commit(unit, now.plusSeconds(120)));
      assertThat(current()).isEqualTo(1);
    }
  }

  @Test
  void aSecondSnapshotKeepsTheRowsThatAreTheSame() {
    try (TestStream stream = collector.connect(agent)) {
      for (int i = 0; i < 20; i++) {
        unit.set(PUBLIC, "bucket-" + i, PASS, now);
      }
      stream.deliver(agent.commit(unit, now));
      unit.set(PUBLIC, "bucket-3", FAIL, now)
          .remove(PUBLIC, "bucket-4")
          .set(PUBLIC, "new", PASS, now);
      stream.deliver(agent.snapshot(unit, now));
      assertThat(current()).isEqualTo(20);
      assertThat(collector.count("SELECT count(*) FROM result_past")).isEqualTo(2);
    }
  }

  @Test
  void manyCommitsMayBeUnderWayAtOnce() {
    try (TestStream stream = collector.connect(agent)) {
      List<TestCommit> commits = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        unit.set(PUBLIC, "bucket-" + i, PASS, now);
        commits.add(agent.commit(unit, now));
      }
      commits.forEach(stream::send);
      commits.forEach(stream::acknowledged);
      assertThat(current()).isEqualTo(100);
    }
  }

  @Test
  void aLargeSnapshotGoesThrough() {
    for (int i = 0; i < 5000; i++) {
      unit.set(i % 2 == 0 ? PUBLIC : LOGGED, "bucket-" + i / 2, i % 7 == 0 ? FAIL : PASS, now);
    }
    try (TestStream stream = collector.connect(agent)) {
      stream.deliver(agent.commit(unit, now));
      assertThat(current()).isEqualTo(5000);
      assertThat(collector.count("SELECT count(*) FROM resource")).isEqualTo(2500);
    }
  }

  @Test
  void whatWasCommittedIsThereAfterARestart() {
    try (TestStream stream = collector.connect(agent)) {
      unit.set(PUBLIC, "a", PASS, now);
      stream.deliver(agent.commit(unit, now));
    }
    collector.restart();
    try (TestStream stream = collector.stream(agent)) {
      Welcome welcome = stream.handshake();
      assertThat(welcome.getNextSeq()).isEqualTo(2);
      assertThat(Optional.of(Hash.of(welcome.getLastEnvelope().toByteArray())))
          .isEqualTo(agent.lastEnvelope());
      unit.set(PUBLIC, "a", FAIL, now);
      stream.deliver(agent.commit(unit, now));
    }
  }

  @Test
  void twoAgentsInterleave() {
    TestAgent other = new TestAgent("agent-2");
    collector.enrol(other);
    TestUnit otherUnit = new TestUnit("kubernetes:prod");
    try (TestStream one = collector.connect(agent);
        TestStream two = collector.connect(other)) {
      for (int i = 0; i < 10; i++) {
        unit.set(PUBLIC, "bucket-" + i, PASS, now);
        otherUnit.set("k8s.workload.not-privileged", "apps/v1/Deployment/ns/" + i, FAIL, now);
        TestCommit first = agent.commit(unit, now);
        TestCommit second = other.commit(otherUnit, now);
        List<io.attestream.protocol.v1.AgentFrame> a = first.frames(1);
        List<io.attestream.protocol.v1.AgentFrame> b = second.frames(1);
        for (int f = 0; f < Math.max(a.size(), b.size()); f++) {
          if (f < a.size()) {
            one.send(a.get(f));
          }
          if (f < b.size()) {
            two.send(b.get(f));
          }
        }
        one.acknowledged(first);
        two.acknowledged(second);
      }
    }
    assertThat(current()).isEqualTo(20);
  }

  @Test
  void enrolmentIsInTheLog() throws Exception {
    byte[] body =
        collector
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("SELECT body FROM log_entry WHERE kind = 'enrol'")
                        .mapTo(byte[].class)
                        .one());
    EnrolEntry entry = EnrolEntry.parse(Statement.parse(Envelope.parse(body).payload()));
    assertThat(entry.agent()).isEqualTo("agent-1");
    assertThat(entry.publicKey()).isEqualTo(agent.key().publicKey());
  }

  private long current() {
    return collector.count("SELECT count(*) FROM result");
  }
}
