package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.testing.FixtureCommit;
import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.FixtureLog;
import io.attestream.evidence.tlog.EntryBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can do who holds the log's key and may rebuild the whole log. */
class LogAttackTest {
  /** Entries before the commits: log-start and two enrolments. */
  private static final int FIRST_COMMIT = 3;

  private static final String ENTRIES = "log/tile/entries/000";

  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void aDroppedEntryBreaksTheAgentsChain() throws IOException {
    VerificationReport report = rebuilt(entries -> entries.remove(FIRST_COMMIT + 3));
    assertInvalid(report, ENTRIES, "seq 4 follows 2: commit 3 is not in the log");
  }

  @Test
  void aDroppedAgentIsSeenInTheRootsThatOthersSaw() throws IOException {
    VerificationReport report =
        rebuilt(
            entries ->
                evidence.commits().stream()
                    .filter(commit -> commit.manifest().agent().equals("cluster"))
                    .forEach(commit -> entries.remove(commit.entry())));
    assertInvalid(report, ENTRIES, "the agent saw another root at size");
  }

  @Test
  void aDuplicatedEntryIsAReplay() throws IOException {
    assertInvalid(
        rebuilt(entries -> entries.add(entries.get(FIRST_COMMIT))),
        ENTRIES,
        "seq 1 comes again after 6: a replayed commit");
  }

  @Test
  void reorderedEntriesBreakTheChain() throws IOException {
    assertInvalid(
        rebuilt(
            entries -> {
              byte[] first = entries.remove(FIRST_COMMIT);
              entries.add(FIRST_COMMIT + 1, first);
            }),
        ENTRIES,
        "seq 2 follows 0");
  }

  @Test
  void aTruncatedTailIsFoundWithTheEarlierCheckpoint() throws IOException {
    FixtureLog shorter = evidence.relog(evidence.log().entries().subList(0, 12));
    SortedMap<String, byte[]> files = evidence.files(shorter);
    files.keySet().removeIf(path -> path.startsWith("commits/cluster/000000000004/"));
    Path zip = evidence.write(folder.resolve("bundle.zip"), evidence.header(), files);
    VerificationReport report = verify(zip, evidence.log().signedAt(13));
    assertInvalid(report, BundlePath.CHECKPOINT, "has 12 entries, the earlier checkpoint had 13");
    assertThat(verify(zip, evidence.log().signedAt(12)).problems()).isEmpty();
  }

  @Test
  void aForkedCheckpointIsFoundWithTheEarlierCheckpoint() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    assertThat(verify(zip, evidence.log().signedAt(7)).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verify(zip, evidence.log().signedAt(7)).notes())
        .doesNotContain(Verifier.NOT_ANCHORED);
    List<byte[]> other = new ArrayList<>(evidence.log().entries());
    other.set(0, other.get(1));
    assertInvalid(
        verify(zip, evidence.relog(other).signedAt(7)),
        BundlePath.CHECKPOINT,
        "does not extend the earlier checkpoint at 7 entries");
  }

  @Test
  void anEarlierCheckpointOfAnotherLogIsRefused() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    FixtureLog foreign = new FixtureLog("other.example/log", evidence.logKey());
    foreign.append(new byte[] {1});
    assertInvalid(verify(zip, foreign.signedAt(1)), "--previous", "not signed by");
    assertInvalid(verify(zip, "hello"), "--previous", "signature block");
  }

  @Test
  void aSwappedAgentKeyIsFound() throws IOException {
    Ed25519Key other = Ed25519Key.ofSeed(seed(9));
    VerificationReport report =
        rebuilt(
            entries ->
                entries.set(
                    1,
                    signed(
                        new EnrolEntry("cloud", other.publicKey(), FixtureEvidence.START)
                            .statement(),
                        evidence.logKey())));
    assertInvalid(report, ENTRIES, "is not one of its keys at this place");
  }

  @Test
  void aCommitSignedByAnotherKeyUnderTheAgentsKeyIdIsFound() throws IOException {
    FixtureCommit commit = evidence.commits().get(0);
    Envelope real = Envelope.parse(commit.entry());
    byte[] sig = Ed25519Key.ofSeed(seed(9)).sign(Dsse.pae(real.payloadType(), real.payload()));
    Envelope forged =
        new Envelope(
            real.payloadType(),
            real.payload(),
            List.of(new Envelope.Signature(commit.manifest().keyId(), sig)));
    assertInvalid(
        rebuilt(entries -> entries.set(FIRST_COMMIT, forged.bytes())),
        ENTRIES,
        "signature is not by key");
  }

  @Test
  void anEnrolmentThatTheLogDidNotSignIsFound() throws IOException {
    Ed25519Key other = Ed25519Key.ofSeed(seed(9));
    assertInvalid(
        rebuilt(
            entries ->
                entries.set(
                    1,
                    signed(
                        new EnrolEntry(
                                "cloud", evidence.cloud().key().publicKey(), FixtureEvidence.START)
                            .statement(),
                        other))),
        ENTRIES,
        "signature is not by key " + evidence.logKey().keyId());
  }

  @Test
  void aCommitAfterRevocationIsFound() throws IOException {
    byte[] revoke =
        signed(
            new RevokeEntry(
                    "cluster",
                    evidence.cluster().key().publicKey(),
                    FixtureEvidence.START.plusSeconds(7300),
                    FixtureEvidence.START)
                .statement(),
            evidence.logKey());
    VerificationReport before = rebuilt(entries -> entries.add(12, revoke));
    assertInvalid(before, ENTRIES, "commit 4 of agent cluster: key");
    VerificationReport after = rebuilt(entries -> entries.add(revoke));
    assertThat(after.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(after.notes()).anyMatch(note -> note.contains("may have been in other hands"));
  }

  @Test
  void aManifestThatClaimsAnotherBaseOrAChangeWithoutADeltaIsFound() throws IOException {
    FixtureCommit last = evidence.commits().get(9);
    Manifest m = last.manifest();
    Manifest lie = m.edit().flat(m.pack()).manifest();
    VerificationReport report =
        rebuilt(entries -> entries.set(12, evidence.cluster().sign(lie).bytes()));
    assertInvalid(report, ENTRIES, "the delta is empty, yet size, root, flat or tally differ");
    Manifest otherBase = m.edit().delta(new Manifest.Delta(m.pack(), 0, 0)).manifest();
    assertInvalid(
        rebuilt(entries -> entries.set(12, evidence.cluster().sign(otherBase).bytes())),
        ENTRIES,
        "delta.base is " + m.pack());
  }

  /** An agent that lost its state knows no checkpoint any more, and says so by a new epoch. */
  @Test
  void seenMayBeginAnewOnlyInANewEpoch() throws IOException {
    Checkpoint nothing = Checkpoint.empty(FixtureEvidence.ORIGIN);
    VerificationReport same = rebuilt(entries -> entries.set(12, lastOfCluster(1, nothing)));
    assertInvalid(same, ENTRIES, "seen goes back from 10 to 0 entries");
    VerificationReport anew = rebuilt(entries -> entries.set(12, lastOfCluster(2, nothing)));
    assertThat(anew.problems()).isEmpty();
    Checkpoint ahead = new Checkpoint(FixtureEvidence.ORIGIN, 13, nothing.root());
    assertInvalid(
        rebuilt(entries -> entries.set(12, lastOfCluster(1, ahead))),
        ENTRIES,
        "seen has 13 entries, this is entry 12");
  }

  private byte[] lastOfCluster(long epoch, Checkpoint seen) {
    Manifest m = evidence.commits().get(9).manifest();
    Manifest other = m.edit().epoch(epoch).seen(seen).manifest();
    return evidence.cluster().sign(other).bytes();
  }

  @Test
  void anEntryThatIsNoEnvelopeOrNoStatementIsNamed() throws IOException {
    assertInvalid(
        rebuilt(entries -> entries.set(0, new byte[] {'{', '}'})),
        ENTRIES + ".p/13 entry 0",
        "$.payload");
    Envelope text = Dsse.sign("text/plain", new byte[] {1}, evidence.logKey());
    assertInvalid(
        rebuilt(entries -> entries.set(0, text.bytes())),
        ENTRIES + ".p/13 entry 0",
        "$.payloadType");
  }

  /** RFC 6962 tells leaves from nodes by their prefix. */
  @Test
  void aNodeCannotStandForItsTwoEntries() throws IOException {
    List<byte[]> entries = evidence.log().entries();
    byte[] joined =
        ByteBuffer.allocate(64)
            .put(Merkle.leafHash(entries.get(0)))
            .put(Merkle.leafHash(entries.get(1)))
            .array();
    List<byte[]> confused = new ArrayList<>(entries.subList(2, entries.size()));
    confused.add(0, joined);
    SortedMap<String, byte[]> files = evidence.files();
    files.put(ENTRIES + ".p/13", EntryBundle.encode(confused));
    assertInvalid(
        verify(evidence.write(folder.resolve("bundle.zip"), evidence.header(), files), null),
        ENTRIES + ".p/13",
        "12 entries, 13 expected");
  }

  @Test
  void aCheckpointOfAnotherSizeOrRootIsFound() throws IOException {
    for (long size : new long[] {12, 14}) {
      FixtureLog other = evidence.relog(evidence.log().entries());
      other.append(evidence.log().entries().get(0));
      SortedMap<String, byte[]> files = evidence.files();
      files.put(
          BundlePath.CHECKPOINT,
          other.signedAt(size).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      VerificationReport report =
          verify(evidence.write(folder.resolve("bundle.zip"), evidence.header(), files), null);
      assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    }
    FixtureLog reordered = evidence.relog(evidence.log().entries().subList(0, 12));
    reordered.append(new byte[] {1});
    SortedMap<String, byte[]> files = evidence.files();
    files.put(
        BundlePath.CHECKPOINT,
        reordered.signedAt(13).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertInvalid(
        verify(evidence.write(folder.resolve("bundle.zip"), evidence.header(), files), null),
        BundlePath.CHECKPOINT,
        "its root does not follow from the log's entries");
  }

  @Test
  void anotherLogKeyThanTheTrustedOneIsFound() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    NoteVerifier other =
        new NoteVerifier(FixtureEvidence.ORIGIN, Ed25519Key.ofSeed(seed(9)).publicKey());
    VerificationReport report = Verifier.verify(zip, VerifyOptions.withLogKey(other));
    assertInvalid(report, BundlePath.SIGNATURE, "not signed by the log's key");
  }

  /** Rebuilds the log and every envelope file that still belongs to it. */
  private VerificationReport rebuilt(Consumer<List<byte[]>> change) throws IOException {
    List<byte[]> entries = new ArrayList<>(evidence.log().entries());
    change.accept(entries);
    SortedMap<String, byte[]> files = evidence.files(evidence.relog(entries));
    for (byte[] entry : entries) {
      commit(entry, files);
    }
    return verify(evidence.write(folder.resolve("bundle.zip"), evidence.header(), files), null);
  }

  private static void commit(byte[] entry, SortedMap<String, byte[]> files) {
    Manifest m;
    try {
      m = ManifestCodec.parse(Envelope.parse(entry).payload());
    } catch (JsonException notACommit) {
      return;
    }
    files.put(BundlePath.commit(m.agent(), m.seq(), BundlePath.ENVELOPE), entry);
  }

  private VerificationReport verify(Path zip, @Nullable String previous) {
    return Verifier.verify(
        zip,
        new VerifyOptions(
            evidence.logVerifier(), previous, new TreeSet<>(), null, BundleLimits.DEFAULT));
  }

  private static void assertInvalid(VerificationReport report, String file, String message) {
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).startsWith(file);
              assertThat(problem.message()).contains(message);
            });
  }

  private static byte[] signed(Statement statement, Ed25519Key key) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), key).bytes();
  }

  private static byte[] seed(int n) {
    byte[] seed = new byte[32];
    seed[0] = (byte) n;
    return seed;
  }
}
