package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.Witness;
import io.attestream.evidence.testing.Cosigner;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final Instant AT = Instant.parse("2026-11-20T04:00:00Z");

  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();
  private final Cosigner friend =
      new Cosigner("witness.example/w1", Ed25519Key.ofSeed(Hash.sha256().bytes()));
  private final Cosigner stranger = new Cosigner("witness.example/w1", evidence.logKey());
  private final long size = evidence.log().now().size();

  @Test
  void aCosignedCheckpointIsAnchored() throws IOException {
    VerificationReport report = verify(friend.cosign(evidence.log().signedAt(size), AT), null);
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "Witness witness.example/w1 cosigned the log's first 13 entries at " + AT))
        .noneMatch(note -> note.startsWith("not anchored"));
  }

  @Test
  void theEarlierCheckpointMayBeTheCosignedOne() throws IOException {
    VerificationReport report =
        verify(evidence.log().signedAt(size), friend.cosign(evidence.log().signedAt(8), AT));
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes()).anyMatch(note -> note.contains("first 8 entries"));
  }

  @Test
  void aMissingCosignatureIsAProblem() throws IOException {
    assertRefused(verify(evidence.log().signedAt(size), null));
  }

  @Test
  void aCosignatureByAnotherKeyUnderTheWitnesssNameIsNone() throws IOException {
    assertRefused(verify(stranger.cosign(evidence.log().signedAt(size), AT), null));
  }

  @Test
  void aCosignatureOfAnotherCheckpointIsNone() throws IOException {
    String other = friend.cosign(evidence.log().signedAt(8), AT);
    String line = other.substring(other.lastIndexOf('\u2014'));
    assertRefused(verify(evidence.log().signedAt(size) + line, null));
  }

  @Test
  void aCosignatureWhoseTimeWasChangedIsNone() throws IOException {
    String good = friend.cosign(evidence.log().signedAt(size), AT);
    assertRefused(verify(friend.redate(good, AT.minusSeconds(3600)), null));
  }

  private static void assertRefused(VerificationReport report) {
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems())
        .extracting(VerificationReport.Problem::message)
        .containsExactly("is not cosigned by the witness witness.example/w1");
  }

  private VerificationReport verify(String checkpoint, @Nullable String previous)
      throws IOException {
    SortedMap<String, byte[]> files = evidence.files();
    files.put(BundlePath.CHECKPOINT, checkpoint.getBytes(StandardCharsets.UTF_8));
    Path zip = evidence.write(folder.resolve("bundle.zip"), evidence.header(), files);
    return Verifier.verify(
        zip,
        new VerifyOptions(
                evidence.logVerifier(), previous, new TreeSet<>(), null, BundleLimits.DEFAULT)
            .witnessedBy(List.of(Witness.parse(friend.vkey()))));
  }
}
