package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sample of {@link FixtureEvidence}: two of its ten commits, one a snapshot and one a delta, the
 * enrolments and their proofs. Its files can be changed before it is written.
 */
public final class SampledEvidence {
  /** Entries that are not commits: the enrolments. */
  public static final List<Long> ENTRIES = List.of(1L, 2L);

  /** Places of the sampled commits among the fixture's. */
  public static final List<Integer> COMMITS = List.of(1, 6);

  private static final int FIRST_COMMIT = 3;

  private final FixtureEvidence evidence;
  private final SortedMap<String, byte[]> files;

  private SampledEvidence(FixtureEvidence evidence) {
    this.evidence = evidence;
    this.files = files(evidence);
  }

  public static SampledEvidence of(FixtureEvidence evidence) {
    return new SampledEvidence(evidence);
  }

  private static SortedMap<String, byte[]> files(FixtureEvidence evidence) {
    SortedMap<String, byte[]> files = new TreeMap<>(BundlePath.ORDER);
    evidence
        .files()
        .forEach(
            (name, bytes) -> {
              if (name.startsWith("trust/") || name.startsWith("meta/")) {
                files.put(name, bytes);
              }
            });
    FixtureLog log = evidence.log();
    files.put(BundlePath.CHECKPOINT, bytes(log.signedAt(log.entries().size())));
    for (long index : ENTRIES) {
      files.put(BundlePath.entry(index), log.entries().get((int) index));
      files.put(BundlePath.entryProof(index), bytes(log.proof(index).encode()));
    }
    for (int place : COMMITS) {
      FixtureCommit commit = evidence.commits().get(place);
      commit.addTo(files);
      if (!commit.manifest().delta().snapshot()) {
        files.remove(commit.path(BundlePath.LEAVES));
        files.remove(commit.path(BundlePath.DELS));
        files.put(commit.path(BundlePath.SNAPSHOT), FixtureCommit.lines(commit.all()));
      }
      files.put(proofFile(commit), bytes(log.proof(FIRST_COMMIT + place).encode()));
    }
    return files;
  }

  /** Where the proof of a commit stands. */
  public static String proofFile(FixtureCommit commit) {
    return BundlePath.commitProof(commit.manifest().agent(), commit.manifest().seq());
  }

  public FixtureCommit commit(int n) {
    return evidence.commits().get(COMMITS.get(n));
  }

  public FixtureEvidence evidence() {
    return evidence;
  }

  /** Every file but index and signature, to be changed. */
  public SortedMap<String, byte[]> files() {
    return files;
  }

  /** Writes the sample under an index that the log's key signs. */
  public Path write(Path zip) throws IOException {
    BundleHeader full = evidence.header();
    BundleHeader header =
        new BundleHeader(
            full.origin(),
            full.createdAt(),
            full.from(),
            full.to(),
            full.software(),
            BundleHeader.Mode.SAMPLE);
    return evidence.write(zip, header, files);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
