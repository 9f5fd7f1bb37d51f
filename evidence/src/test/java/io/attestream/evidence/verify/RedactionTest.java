package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.RedactionEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.testing.BundleSurgery;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was erased with a log entry is absent with a reason; the other way round is an attack. */
class RedactionTest {
  private static final Instant AT = Instant.parse("2026-11-20T03:00:30Z");

  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void loggedErasureOfBothDisclosuresStaysValidAndIsSaid() throws Exception {
    BundleSurgery bundle = open();
    TreeSet<String> digests = erase(bundle, "b0", true, true);
    log(bundle, digests);
    VerificationReport report = verify(bundle);
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes())
        .contains(
            digests.size()
                + " disclosures erased by redaction entry 13 on 2026-11-20T03:00:30Z, by admin: a person asked");
  }

  @Test
  void withoutTheEntryItIsInvalid() throws Exception {
    BundleSurgery bundle = open();
    erase(bundle, "b0", true, false);
    VerificationReport report = verify(bundle);
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems().get(0).message())
        .isEqualTo("the identity disclosure is missing, and no redaction is logged");
  }

  @Test
  void oneDisclosureMoreThanTheEntryNamesIsInvalid() throws Exception {
    BundleSurgery bundle = open();
    TreeSet<String> digests = erase(bundle, "b0", true, true);
    digests.pollFirst();
    log(bundle, digests);
    assertThat(verify(bundle).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void whatIsStillThereAfterItsErasureIsSaid() throws Exception {
    BundleSurgery bundle = open();
    TreeSet<String> digests = erase(bundle, "b0", true, true);
    BundleSurgery whole = open();
    log(whole, digests);
    VerificationReport report = verify(whole);
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes())
        .anyMatch(note -> note.contains("although the log says that they were erased"));
  }

  @Test
  void anEntryReadsBackAndItsListIsBounded() {
    RedactionEntry entry = entry(new TreeSet<>(List.of("A".repeat(43), "B".repeat(43))));
    assertThat(RedactionEntry.parse(entry.statement())).isEqualTo(entry);
    assertThatThrownBy(() -> entry(new TreeSet<>())).hasMessageContaining("expected 1 to 700");
    assertThatThrownBy(
            () -> new RedactionEntry("x", "y", "z", AT, List.of("B".repeat(43), "A".repeat(43))))
        .hasMessageContaining("ascending");
  }

  private BundleSurgery open() throws Exception {
    Path zip = evidence.write(folder.resolve("original.zip"));
    return new BundleSurgery(zip, evidence.logKey());
  }

  /** Takes the disclosures of a bucket in the first region out of every file. */
  private static TreeSet<String> erase(
      BundleSurgery bundle, String bucket, boolean identity, boolean evidence) {
    TreeSet<String> digests = new TreeSet<>();
    for (String file : new ArrayList<>(bundle.files().keySet())) {
      if (file.endsWith(BundlePath.LEAVES) && file.contains("/cloud/")) {
        bundle
            .files()
            .compute(file, (n, bytes) -> lines(bytes, bucket, identity, evidence, digests));
      }
    }
    assertThat(digests).isNotEmpty();
    return digests;
  }

  private static byte[] lines(
      byte[] bytes, String bucket, boolean identity, boolean evidence, TreeSet<String> digests) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      DisclosedLeaf leaf = DisclosedLeaf.parse(line.getBytes(StandardCharsets.UTF_8));
      String name =
          new String(
              java.util.Base64.getUrlDecoder().decode(leaf.identity()), StandardCharsets.UTF_8);
      if (name.contains("\"" + bucket + "\"")) {
        ResultLeaf result = ResultLeaf.parse(leaf.leaf());
        if (identity) {
          digests.add(result.sdIdentity());
        }
        if (evidence) {
          digests.add(result.sdEvidence());
        }
        leaf =
            new DisclosedLeaf(
                leaf.leaf(), identity ? "" : leaf.identity(), evidence ? "" : leaf.evidence());
      }
      out.writeBytes(leaf.line());
      out.write('\n');
    }
    return out.toByteArray();
  }

  private void log(BundleSurgery bundle, TreeSet<String> digests) {
    byte[] payload = entry(digests).statement().bytes();
    bundle.entries().add(Dsse.sign(Statement.PAYLOAD_TYPE, payload, evidence.logKey()).bytes());
    bundle.relog();
  }

  private static RedactionEntry entry(TreeSet<String> digests) {
    return new RedactionEntry("resource/1", "admin", "a person asked", AT, List.copyOf(digests));
  }

  private VerificationReport verify(BundleSurgery bundle) throws Exception {
    Path zip = bundle.write(folder.resolve("redacted.zip"));
    return Verifier.verify(zip, VerifyOptions.withLogKey(evidence.logVerifier()));
  }
}
