package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.Recalled;
import io.attestream.protocol.v1.Welcome;
import java.util.Arrays;
import java.util.List;

/**
 * Decides whether a commit that the collector gives back is this agent's own and in the log, and
 * whether the log still is the one that the commit says the agent saw. Pure. Every refusal is an alarm:
 * an honest collector cannot cause one.
 */
final class OwnCommitVerifier {
  private final String agent;
  private final Ed25519PublicKey key;
  private final Checkpoint checkpoint;

  /** @param checkpoint of the welcome, verified */
  OwnCommitVerifier(String agent, Ed25519PublicKey key, Checkpoint checkpoint) {
    this.agent = agent;
    this.key = key;
    this.checkpoint = checkpoint;
  }

  /** The agent's newest commit, which the welcome names by its digest. */
  Manifest newest(Recalled recalled, Welcome welcome) {
    Manifest manifest = verify(recalled, "commit " + (welcome.getNextSeq() - 1));
    if (manifest.seq() != welcome.getNextSeq() - 1) {
      throw alarm(
          "the collector gives commit "
              + manifest.seq()
              + " as the newest, but expects "
              + welcome.getNextSeq()
              + " next");
    }
    if (!Arrays.equals(welcome.getLastEnvelope().toByteArray(), digest(recalled).bytes())) {
      throw alarm("the collector's newest commit is not the one that its welcome names");
    }
    return manifest;
  }

  /** The newest commit over a unit. */
  Manifest ofUnit(Recalled recalled, String unit, Manifest newest) {
    Manifest manifest = verify(recalled, "the commit of unit " + unit);
    if (!manifest.unit().id().equals(unit)) {
      throw alarm("the commit of unit " + unit + " is of unit " + manifest.unit().id());
    }
    if (manifest.seq() > newest.seq()) {
      throw alarm("the commit of unit " + unit + " is newer than the agent's newest");
    }
    return manifest;
  }

  /** Whether the commit names this agent's present key: one of an earlier key proves nothing to it. */
  boolean bySameKey(Recalled recalled) {
    return read(recalled, "a commit").keyId().equals(key.keyId());
  }

  static Hash digest(Recalled recalled) {
    return Hash.sha256(recalled.getEnvelope().toByteArray());
  }

  private Manifest verify(Recalled recalled, String what) {
    byte[] bytes = recalled.getEnvelope().toByteArray();
    Manifest manifest = read(recalled, what);
    if (!manifest.agent().equals(agent)
        || !manifest.keyId().equals(key.keyId())
        || !Dsse.verify(Envelope.parse(bytes), key)) {
      throw alarm(
          what
              + " is not signed by this agent's key "
              + key.keyId()
              + ": put the lost state back, or enrol under another name");
    }
    boolean included =
        InclusionProof.verify(
            recalled.getIndex(),
            checkpoint.size(),
            Merkle.leafHash(bytes),
            bytes(recalled.getInclusionList()),
            checkpoint.root().bytes());
    if (!included) {
      throw alarm("the inclusion proof of " + what + " fails");
    }
    Checkpoint seen = manifest.seen();
    boolean extended =
        seen.origin().equals(checkpoint.origin())
            && ConsistencyProof.verify(
                seen.size(),
                checkpoint.size(),
                seen.root().bytes(),
                checkpoint.root().bytes(),
                bytes(recalled.getConsistencyList()));
    if (!extended) {
      throw alarm(
          "the log of "
              + checkpoint.size()
              + " entries does not extend the one of "
              + seen.size()
              + " that "
              + what
              + " says was verified");
    }
    return manifest;
  }

  private static Manifest read(Recalled recalled, String what) {
    try {
      return ManifestCodec.parse(Envelope.parse(recalled.getEnvelope().toByteArray()).payload());
    } catch (JsonException e) {
      throw new StreamException(Kind.ALARM, what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<byte[]> bytes(List<ByteString> list) {
    return list.stream().map(ByteString::toByteArray).toList();
  }

  static StreamException alarm(String message) {
    return new StreamException(Kind.ALARM, message);
  }
}
