package io.attestream.collector.testing;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An agent's chain of commits: key, sequence, last envelope, last verified checkpoint. */
public final class TestAgent {
  private final String id;
  private Ed25519Key key = Ed25519Key.generate(new SecureRandom());
  private final Map<String, Hash> bases = new HashMap<>();
  private long seq;
  private @Nullable Hash prev;
  private Checkpoint seen = Checkpoint.empty("attestream.local/none");

  public TestAgent(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  public Ed25519Key key() {
    return key;
  }

  /** The key that signs from now on. */
  public void signsBy(Ed25519Key other) {
    key = other;
  }

  public Checkpoint seen() {
    return seen;
  }

  public void saw(Checkpoint checkpoint) {
    seen = checkpoint;
  }

  public long lastSeq() {
    return seq;
  }

  public Optional<Hash> lastEnvelope() {
    return Optional.ofNullable(prev);
  }

  /** A commit with what changed in the unit; a snapshot when it is the first. */
  public TestCommit commit(TestUnit unit, Instant at) {
    return commit(unit, at, !bases.containsKey(unit.id().id()), manifest -> manifest);
  }

  /** A commit with all of the unit. */
  public TestCommit snapshot(TestUnit unit, Instant at) {
    return commit(unit, at, true, manifest -> manifest);
  }

  /** A commit whose manifest is changed before it is signed. The chain goes on from it. */
  public TestCommit commit(
      TestUnit unit, Instant at, boolean full, UnaryOperator<Manifest> change) {
    LeafSetDigest.Result state = unit.digest();
    byte[] trace = ("{\"requests\":" + seq + "}").getBytes(StandardCharsets.UTF_8);
    Hash base = full ? null : bases.get(unit.id().id());
    Manifest manifest =
        change.apply(
            new Manifest(
                id,
                key.keyId(),
                1,
                seq + 1,
                prev,
                seen,
                at.minusSeconds(5),
                at,
                at.plus(Duration.ofHours(1)),
                "boot-1",
                0,
                unit.id(),
                Hash.sha256("pack".getBytes(StandardCharsets.UTF_8)),
                Hash.sha256("config".getBytes(StandardCharsets.UTF_8)),
                Hash.sha256("build".getBytes(StandardCharsets.UTF_8)),
                state.size(),
                state.root(),
                state.flat(),
                new Manifest.Population(
                    state.size(),
                    state.size(),
                    List.of(
                        new Manifest.Enumeration(
                            "aws.s3.bucket", "s3:ListBuckets", state.size(), 1, true, ""))),
                state.tally(),
                new Manifest.Delta(
                    base, full ? unit.size() : unit.puts().size(), full ? 0 : unit.dels().size()),
                Hash.sha256(trace)));
    byte[] envelope = Dsse.sign(Statement.PAYLOAD_TYPE, ManifestCodec.bytes(manifest), key).bytes();
    TestCommit commit =
        new TestCommit(
            manifest,
            envelope,
            trace,
            full ? unit.all() : unit.puts(),
            full ? List.of() : unit.dels());
    unit.committed();
    seq++;
    prev = Hash.sha256(envelope);
    bases.put(unit.id().id(), state.root());
    return commit;
  }

  /** Forgets the last commit, as an agent does whose commit was refused. */
  public void rollBack(long toSeq, @Nullable Hash envelope) {
    seq = toSeq;
    prev = envelope;
    bases.clear();
  }
}
