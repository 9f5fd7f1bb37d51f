package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.entry.ScopeEntry.RequiredAgent;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.testing.FixtureAgent;
import io.attestream.evidence.testing.FixtureBundle;
import io.attestream.evidence.verify.VerificationReport.Declared;
import io.attestream.evidence.verify.VerificationReport.Gap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner declared against what came. Agents promise their next commit in ten days. */
class ScopeCoverageTest {
  private static final String ORIGIN = "log.example/attestream";
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final ScopeUnit EU = new ScopeUnit("aws:123456789012:eu-west-1");
  private static final ScopeUnit US = new ScopeUnit("aws:123456789012:us-east-1");
  private static final String TWO_HOURS_ALLOWED = "scope 1 of the owner allows PT2H of silence";

  @TempDir Path folder;

  private final Ed25519Key owner =
      Ed25519Key.ofSeed(ORIGIN.repeat(2).substring(0, 32).getBytes(StandardCharsets.US_ASCII));
  private final FixtureBundle bundle = new FixtureBundle(ORIGIN, START);
  private final FixtureAgent cloud = bundle.agent("cloud");

  @Test
  void fullCoverageIsValidAndShown() throws IOException {
    scope(1, START, required("cloud", EU));
    commits(EU, 1, 3, 5);
    VerificationReport report = verify(6, owner.publicKey());
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.declared())
        .containsExactly(
            new Declared("cloud", EU.id(), TWO_HOURS, Duration.ofHours(6), 3, Duration.ZERO));
    assertThat(ReportText.text(report).replaceAll("\\s+", " "))
        .contains("at least every 2 h 0 min: 3 commits in 6 h 0 min, no silence beyond that");
  }

  @Test
  void aSilenceInTheMiddleIsNamedWithItsDuration() throws IOException {
    scope(1, START, required("cloud", EU));
    commits(EU, 1, 6, 7);
    VerificationReport report = verify(8, owner.publicKey());
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .containsExactly(
            new Gap(
                "cloud", EU.id(), at(3).plusSeconds(2), at(6).plusSeconds(2), TWO_HOURS_ALLOWED));
    assertThat(report.declared().get(0).blind()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void headAndTailOfThePeriodCount() throws IOException {
    scope(1, START, required("cloud", EU));
    commits(EU, 4, 5);
    assertThat(verify(9, owner.publicKey()).gaps())
        .containsExactly(
            new Gap(
                "cloud",
                EU.id(),
                START,
                at(4).plusSeconds(2),
                TWO_HOURS_ALLOWED + "; none came before"),
            new Gap("cloud", EU.id(), at(7).plusSeconds(2), at(9), TWO_HOURS_ALLOWED));
  }

  @Test
  void aDroppedAgentAndADroppedUnitAreGapsOverThePeriod() throws IOException {
    scope(
        1, START, required("cloud", EU, US), required("cluster", new ScopeUnit("kubernetes:prod")));
    commits(EU, 1, 2);
    VerificationReport report = verify(3, owner.publicKey());
    assertThat(report.gaps())
        .extracting(Gap::agent, Gap::unit, Gap::duration)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cloud", US.id(), Duration.ofHours(3)),
            org.assertj.core.groups.Tuple.tuple("cluster", "kubernetes:prod", Duration.ofHours(3)));
  }

  /** However short the period: what was never seen is not green. */
  @Test
  void aUnitThatNeverCameIsAGapFromTheFirstMoment() throws IOException {
    scope(1, START, required("cloud", EU, US));
    commits(EU, 0);
    VerificationReport report = verify(1, owner.publicKey());
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .containsExactly(
            new Gap("cloud", US.id(), START, at(1), TWO_HOURS_ALLOWED + "; it was never observed"));
  }

  @Test
  void aLaterScopeHoldsFromItsTimeOn() throws IOException {
    scope(1, START, required("cloud", EU));
    commits(EU, 1);
    scope(2, at(3), required("cloud", US));
    commits(US, 4, 5);
    VerificationReport report = verify(6, owner.publicKey());
    assertThat(report.problems()).isEmpty();
    assertThat(report.gaps()).isEmpty();
    assertThat(report.declared()).extracting(Declared::required).containsOnly(Duration.ofHours(3));
  }

  @Test
  void aUnitThatNobodyDeclaredIsMentioned() throws IOException {
    scope(1, START, required("cloud", EU));
    commits(EU, 1);
    commits(US, 1);
    assertThat(verify(2, owner.publicKey()).notes())
        .anyMatch(
            note -> note.contains(US.id()) && note.contains("no scope of the owner declares it"));
  }

  @Test
  void anotherKeyThanTheOwnersIsFound() throws IOException {
    Ed25519Key operator = bundle.logKey();
    bundle.sign(entry(1, START, operator, required("cloud", EU)).statement(), operator);
    commits(EU, 1);
    assertInvalid(verify(2, owner.publicKey()), "is by key " + operator.keyId());
    assertThat(verify(2, null).notes()).anyMatch(note -> note.contains("--owner-key"));
  }

  @Test
  void theOperatorCannotSignInTheOwnersName() throws IOException {
    bundle.sign(entry(1, START, owner, required("cloud", EU)).statement(), bundle.logKey());
    commits(EU, 1);
    assertInvalid(verify(2, owner.publicKey()), "signature is not by key " + owner.keyId());
    assertInvalid(verify(2, null), "signature is not by key " + owner.keyId());
  }

  @Test
  void anOlderScopeCannotBeBroughtBack() throws IOException {
    ScopeEntry small = entry(1, START, owner, required("cloud", EU));
    bundle.sign(small.statement(), owner);
    scope(2, START, required("cloud", EU, US));
    bundle.sign(small.statement(), owner);
    commits(EU, 1);
    assertInvalid(
        verify(2, owner.publicKey()), "scope 1 comes after 2: an old one was brought back");
  }

  @Test
  void aScopeOfAnotherLogDoesNotCount() throws IOException {
    ScopeEntry other =
        new ScopeEntry(
            "log.example/other",
            1,
            START,
            START,
            owner.publicKey(),
            List.of(required("cloud", EU)));
    bundle.sign(other.statement(), owner);
    commits(EU, 1);
    assertInvalid(verify(2, owner.publicKey()), "scope 1 is for log log.example/other");
  }

  @Test
  void aWithheldScopeIsMissed() throws IOException {
    commits(EU, 1);
    assertInvalid(verify(2, owner.publicKey()), "holds no scope that the owner's key");
  }

  private void commits(ScopeUnit unit, int... hours) {
    for (int hour : hours) {
      bundle.add(
          cloud.commit(unit, List.of(), List.of(), at(hour), Duration.ofDays(10), bundle.seen()));
    }
  }

  private void scope(long serial, Instant from, RequiredAgent... required) {
    bundle.sign(entry(serial, from, owner, required).statement(), owner);
  }

  private static ScopeEntry entry(
      long serial, Instant from, Ed25519Key key, RequiredAgent... required) {
    return new ScopeEntry(ORIGIN, serial, from, from, key.publicKey(), List.of(required));
  }

  private static RequiredAgent required(String agent, ScopeUnit... units) {
    return new RequiredAgent(agent, TWO_HOURS, List.of(units).stream().map(ScopeUnit::id).toList());
  }

  private static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private VerificationReport verify(int hours, @Nullable Ed25519PublicKey key) throws IOException {
    VerifyOptions options = VerifyOptions.withLogKey(bundle.logVerifier());
    return Verifier.verify(
        bundle.write(folder.resolve("bundle.zip"), at(hours)),
        key == null ? options : options.withOwner(key));
  }

  private static void assertInvalid(VerificationReport report, String message) {
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems()).anyMatch(problem -> problem.message().contains(message));
  }
}
