package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.testing.FixtureAgent;
import io.attestream.evidence.testing.FixtureBundle;
import io.attestream.evidence.verify.VerificationReport.Gap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are valid from one place in the log to another. */
class KeyLifeTest {
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ScopeUnit UNIT = new ScopeUnit("kubernetes:prod");

  @TempDir Path folder;

  private final FixtureBundle bundle = new FixtureBundle("log.example/attestream", START);
  private final FixtureAgent agent = bundle.agent("cluster");
  private final Ed25519Key first = agent.key();
  private final Ed25519Key second = Ed25519Key.ofSeed(first.publicKey().raw());

  @Test
  void aRotatedKeySignsFromItsEntryOn() throws IOException {
    commit(0);
    rotate(RotateEntry.sign("cluster", first, second, at(1)));
    agent.signsBy(second);
    commit(1);
    VerificationReport report = verify(2);
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.entries()).containsEntry(RotateEntry.PREDICATE_TYPE, 1L);
  }

  @Test
  void theOldKeySignsNothingAfterIt() throws IOException {
    commit(0);
    rotate(RotateEntry.sign("cluster", first, second, at(1)));
    commit(1);
    assertInvalid("key " + first.keyId() + " is not one of its keys at this place");
  }

  @Test
  void theNewKeySignsNothingBeforeIt() throws IOException {
    agent.signsBy(second);
    commit(0);
    rotate(RotateEntry.sign("cluster", first, second, at(1)));
    assertInvalid("key " + second.keyId() + " is not one of its keys at this place");
  }

  @Test
  void bothKeysMustSign() throws IOException {
    commit(0);
    byte[] payload =
        new RotateEntry("cluster", first.publicKey(), second.publicKey(), at(1))
            .statement()
            .bytes();
    rotate(Dsse.sign(Statement.PAYLOAD_TYPE, payload, first));
    assertInvalid("signature is not by key " + second.keyId());
    rotate(Dsse.sign(Statement.PAYLOAD_TYPE, payload, second));
    assertInvalid("signature is not by key " + first.keyId());
    rotate(Dsse.sign(Statement.PAYLOAD_TYPE, payload, List.of(bundle.logKey(), second)));
    assertInvalid("signature is not by key " + first.keyId());
  }

  @Test
  void aKeyThatIsNotTheAgentsCannotBeRotated() throws IOException {
    Ed25519Key stranger = Ed25519Key.ofSeed(second.publicKey().raw());
    commit(0);
    rotate(RotateEntry.sign("cluster", stranger, second, at(1)));
    assertInvalid("rotates key " + stranger.keyId() + ", which is not one of cluster's");
  }

  @Test
  void whatAStolenKeySignedIsTimeWithoutEvidence() throws IOException {
    commit(0);
    commit(1);
    commit(2);
    bundle.sign(
        new RevokeEntry("cluster", first.publicKey(), at(3), at(1)).statement(), bundle.logKey());
    VerificationReport report = verify(3);
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .extracting(Gap::from, Gap::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(at(1), at(2).plusSeconds(2)));
    assertThat(report.gaps().get(0).why()).contains("may have been in other hands");
  }

  @Test
  void aKeyThatWasOnlyRevokedLeavesTheEvidenceBeforeItWhole() throws IOException {
    commit(0);
    bundle.sign(
        new RevokeEntry("cluster", first.publicKey(), at(1), null).statement(), bundle.logKey());
    assertThat(verify(1).outcome()).isEqualTo(Outcome.VALID);
  }

  private void commit(int hour) {
    bundle.add(agent.commit(UNIT, List.of(), List.of(), at(hour), HOUR, bundle.seen()));
  }

  private void rotate(Envelope envelope) {
    bundle.log().append(envelope.bytes());
  }

  private static Instant at(int hour) {
    return START.plus(HOUR.multipliedBy(hour));
  }

  private VerificationReport verify(int hours) throws IOException {
    return Verifier.verify(
        bundle.write(folder.resolve("bundle.zip"), at(hours)),
        VerifyOptions.withLogKey(bundle.logVerifier()));
  }

  private void assertInvalid(String message) throws IOException {
    VerificationReport report = verify(2);
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems()).anyMatch(problem -> problem.message().contains(message));
  }
}
