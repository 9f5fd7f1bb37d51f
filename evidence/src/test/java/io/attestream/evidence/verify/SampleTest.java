package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.testing.FixtureAgent;
import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.FixtureLog;
import io.attestream.evidence.testing.SampledEvidence;
import io.attestream.evidence.testing.ZipEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void aSampleIsProvenAndItsCompletenessIsNot() throws IOException {
    VerificationReport report = verify(SampledEvidence.of(evidence));
    assertThat(report.outcome()).as("%s", report.problems()).isEqualTo(Outcome.VALID_SAMPLE);
    assertThat(report.outcome().exitCode()).isEqualTo(1);
    assertThat(report.units())
        .extracting(VerificationReport.Unit::unit, VerificationReport.Unit::commits)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FixtureEvidence.EU.id(), 1L),
            org.assertj.core.groups.Tuple.tuple(FixtureEvidence.US.id(), 1L));
    assertThat(report.notes()).anyMatch(note -> note.contains("completeness not proven"));
    assertThat(ReportText.text(report))
        .startsWith(
            "VALID_SAMPLE  sample.zip: proven for the sampled commits; completeness not proven");
  }

  @Test
  void withoutALogKeyItOnlyAgreesWithItself() throws IOException {
    Path zip = SampledEvidence.of(evidence).write(folder.resolve("sample.zip"));
    VerificationReport report =
        Verifier.verify(
            zip, new VerifyOptions(null, null, new TreeSet<>(), null, BundleLimits.DEFAULT));
    assertThat(report.outcome()).isEqualTo(Outcome.UNANCHORED);
  }

  @Test
  void optionsThatTakeTheWholeLogAreNamedAsNotApplied() throws IOException {
    Path zip = SampledEvidence.of(evidence).write(folder.resolve("sample.zip"));
    VerificationReport report =
        Verifier.verify(
            zip,
            new VerifyOptions(
                evidence.logVerifier(),
                evidence.log().signedAt(5),
                new TreeSet<>(List.of("kubernetes:prod")),
                null,
                BundleLimits.DEFAULT));
    assertThat(report.notes())
        .contains("Not applied, for it takes the full bundle: --previous, --require-unit.");
  }

  /** A change that the holder of the log's key makes, and what must be said of it. */
  private record Change(String name, String says, Consumer<SampledEvidence> change) {}

  @TestFactory
  Stream<DynamicTest> everyChangeIsFound() {
    return Stream.of(
            new Change(
                "proof of another entry",
                "does not prove that",
                s -> put(s, proof(s, 0), s.evidence().log().proof(5).encode())),
            new Change(
                "index changed",
                "does not prove that",
                s -> edit(s, proof(s, 0), text -> text.replace("index 4", "index 5"))),
            new Change(
                "index behind the log's end",
                "does not prove that",
                s -> edit(s, proof(s, 0), text -> text.replace("index 4", "index 400"))),
            new Change(
                "a hash left out of the path",
                "does not prove that",
                s -> edit(s, proof(s, 0), text -> text.replaceFirst("=\n[^\n]+=\n", "=\n"))),
            new Change(
                "a hash too many in the path",
                "does not prove that",
                s -> edit(s, proof(s, 0), text -> text.replaceFirst("\n\n", "\n" + HASH + "\n\n"))),
            new Change(
                "proof under an older checkpoint",
                "under another checkpoint",
                s ->
                    edit(
                        s,
                        proof(s, 0),
                        text ->
                            text.substring(0, text.indexOf("\n\n") + 2)
                                + s.evidence().log().signedAt(9))),
            new Change(
                "proof in another form",
                "without an index",
                s -> edit(s, proof(s, 0), text -> text.replace("index 4", "index 04"))),
            new Change(
                "proof missing",
                "does not belong to what the sample proves",
                s -> s.files().remove(proof(s, 0))),
            new Change(
                "entry edited",
                "does not prove that",
                s -> flip(s, s.commit(0).path(BundlePath.ENVELOPE))),
            new Change(
                "enrolment left out",
                "is not one of",
                s -> {
                  s.files().remove(BundlePath.entry(1));
                  s.files().remove(BundlePath.entryProof(1));
                }),
            new Change(
                "failure turned to pass",
                "signed Tally",
                s ->
                    edit(
                        s,
                        s.commit(0).path(BundlePath.LEAVES),
                        text -> text.replace("\"status\":\"fail\"", "\"status\":\"pass\""))),
            new Change(
                "leaves of a delta in place of all",
                "must not be here",
                s -> put(s, s.commit(1).path(BundlePath.LEAVES), "x\n")),
            new Change(
                "trace edited",
                "is not the trace",
                s -> put(s, s.commit(1).path(BundlePath.TRACE), "{}")),
            new Change(
                "an unproven file among the proven",
                "does not belong to what the sample proves",
                s -> put(s, "entries/000000000009.json", "{}")),
            new Change(
                "tiles of a log that is not whole",
                "does not belong to what the sample proves",
                s -> put(s, "log/tile/0/000.p/3", "x")),
            new Change(
                "a stranger's key under trust",
                "does not belong to what the sample proves",
                s -> put(s, "trust/agents/cloud/0123456789abcdef.pem", "x")))
        .map(change -> DynamicTest.dynamicTest(change.name(), () -> found(change)));
  }

  private static final String HASH = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  private void found(Change change) throws IOException {
    SampledEvidence sample = SampledEvidence.of(evidence);
    change.change().accept(sample);
    VerificationReport report = verify(sample);
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems())
        .extracting(VerificationReport.Problem::message)
        .anyMatch(message -> message.contains(change.says()));
  }

  @Test
  void aCommitBehindTheRevocationOfItsKeyIsRefused() throws IOException {
    SampledEvidence sample = SampledEvidence.of(evidence);
    FixtureAgent cloud = evidence.cloud();
    Statement revoked =
        new RevokeEntry(
                cloud.name(), cloud.key().publicKey(), FixtureEvidence.START, FixtureEvidence.START)
            .statement();
    List<byte[]> entries = new ArrayList<>(evidence.log().entries());
    entries.add(3, Dsse.sign(Statement.PAYLOAD_TYPE, revoked.bytes(), evidence.logKey()).bytes());
    FixtureLog log = evidence.relog(entries);
    put(sample, BundlePath.CHECKPOINT, log.signedAt(entries.size()));
    for (long index : List.of(1L, 2L, 3L)) {
      sample.files().put(BundlePath.entry(index), entries.get((int) index));
      put(sample, BundlePath.entryProof(index), log.proof(index).encode());
    }
    put(sample, proof(sample, 0), log.proof(5).encode());
    put(sample, proof(sample, 1), log.proof(10).encode());
    assertThat(verify(sample).problems())
        .extracting(VerificationReport.Problem::message)
        .anyMatch(message -> message.contains("is not one of cloud's at this place"));
  }

  private VerificationReport verify(SampledEvidence sample) throws IOException {
    return Verifier.verify(
        sample.write(folder.resolve("sample.zip")),
        VerifyOptions.withLogKey(evidence.logVerifier()));
  }

  private static String proof(SampledEvidence sample, int n) {
    return SampledEvidence.proofFile(sample.commit(n));
  }

  private static void put(SampledEvidence sample, String file, String text) {
    sample.files().put(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void edit(
      SampledEvidence sample, String file, java.util.function.UnaryOperator<String> change) {
    byte[] bytes = Objects.requireNonNull(sample.files().get(file));
    put(sample, file, change.apply(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static void flip(SampledEvidence sample, String file) {
    sample.files().put(file, ZipEdit.flip(Objects.requireNonNull(sample.files().get(file))));
  }
}
