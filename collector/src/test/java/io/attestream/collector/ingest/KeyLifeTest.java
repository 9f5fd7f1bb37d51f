package io.attestream.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.LoggedRevocations;
import io.attestream.collector.access.RevocationRefusal;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.Blocking;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.RotateReply;
import io.attestream.protocol.v1.RotateRequest;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's key from its enrolment to its end. */
class KeyLifeTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";

  @TempDir Path directory;

  private final TestAgent agent = new TestAgent("agent");
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private final Ed25519Key next = Ed25519Key.generate(new SecureRandom());
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
  private TestCollector collector;

  @BeforeEach
  void open() {
    collector = new TestCollector(directory.resolve("data"));
    collector.enrol(agent);
    unit.set(PUBLIC, "b", Status.FAIL, now);
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aRotatedKeyTakesOverAndTheBundleVerifies() {
    Ed25519Key old = agent.key();
    try (TestStream stream = collector.connect(agent)) {
      stream.deliver(agent.commit(unit, now));
      Hash delivered = agent.lastEnvelope().orElseThrow();
      assertThat(rotate(RotateEntry.sign("agent", old, next, now)).getKeyId())
          .isEqualTo(next.keyId());
      stream.send(agent.commit(unit, now.plusSeconds(1)));
      Reject refused = stream.next().getReject();
      assertThat(refused.getCode()).isEqualTo(Reject.Code.UNAUTHENTICATED);
      assertThat(refused.getMessage()).contains("key " + old.keyId() + " is no longer the key");
      agent.rollBack(1, delivered);
    }
    agent.signsBy(next);
    try (TestStream stream = collector.connect(agent)) {
      stream.deliver(agent.commit(unit, now.plusSeconds(2)));
    }
    VerificationReport report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.entries()).containsEntry(RotateEntry.PREDICATE_TYPE, 1L);
  }

  @Test
  void aLostAnswerIsGivenAgainAndLogsNothing() {
    Envelope envelope = RotateEntry.sign("agent", agent.key(), next, now);
    rotate(envelope);
    long entries = collector.count("SELECT count(*) FROM log_entry");
    assertThat(rotate(envelope).getKeyId()).isEqualTo(next.keyId());
    assertThat(collector.count("SELECT count(*) FROM log_entry")).isEqualTo(entries);
  }

  @Test
  void onlyTheHolderOfBothKeysRotates() {
    Ed25519Key stranger = Ed25519Key.generate(new SecureRandom());
    assertRefused(RotateEntry.sign("agent", stranger, next, now));
    assertRefused(RotateEntry.sign("nobody", agent.key(), next, now));
    Envelope real = RotateEntry.sign("agent", agent.key(), next, now);
    assertRefused(
        new Envelope(real.payloadType(), real.payload(), List.of(real.signatures().get(0))));
    TestAgent other = new TestAgent("other");
    collector.enrol(other);
    assertRefused(RotateEntry.sign("agent", agent.key(), other.key(), now));
    assertThat(collector.count("SELECT count(*) FROM log_entry WHERE kind = 'rotate'")).isZero();
  }

  @Test
  void aRevocationIsAnEntryOfTheLog() {
    collector.close();
    DataDirectory data = DataDirectory.open(directory.resolve("data"));
    try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
      LogIdentity identity = LogIdentity.existing(data, database, Optional.empty());
      Clock clock = Clock.systemUTC();
      try (Sequencer sequencer =
          Sequencer.start(
              database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {})) {
        LoggedRevocations revocations =
            new LoggedRevocations(sequencer, identity.statements(), clock);
        assertThat(revocations.revoke("agent", Optional.of(now)))
            .isEqualTo(agent.key().publicKey());
        assertRefused(revocations, "agent", Optional.empty(), "is revoked already");
        assertRefused(revocations, "nobody", Optional.empty(), "there is no agent nobody");
      }
    }
    collector = new TestCollector(directory.resolve("data"));
    assertThat(collector.count("SELECT count(*) FROM log_entry WHERE kind = 'revoke'"))
        .isEqualTo(1);
    assertThat(collector.count("SELECT count(*) FROM agent WHERE revoked_at IS NOT NULL"))
        .isEqualTo(1);
  }

  private static void assertRefused(
      LoggedRevocations revocations, String id, Optional<Instant> since, String why) {
    assertThatThrownBy(() -> revocations.revoke(id, since))
        .isInstanceOf(RevocationRefusal.class)
        .hasMessageContaining(why);
  }

  private void assertRefused(Envelope envelope) {
    assertThatThrownBy(() -> rotate(envelope)).isNotNull();
  }

  private RotateReply rotate(Envelope envelope) {
    return Blocking.await(
        IngestGrpcClient.create(
                collector.client(), SocketAddress.inetSocketAddress(collector.port(), "127.0.0.1"))
            .rotate(
                RotateRequest.newBuilder()
                    .setEnvelope(ByteString.copyFrom(envelope.bytes()))
                    .build()));
  }

  private VerificationReport verify() {
    Path bundle = directory.resolve("bundle.zip");
    LogIdentity identity =
        LogIdentity.existing(
            DataDirectory.open(directory.resolve("data")), collector.database(), Optional.empty());
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.systemUTC())
        .export(bundle, new BundlePeriod(Instant.EPOCH, Instant.now()), percent -> {});
    return Verifier.verify(bundle, VerifyOptions.withLogKey(identity.verifier()));
  }
}
