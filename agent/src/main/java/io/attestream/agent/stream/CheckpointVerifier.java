package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.spool.SpooledCommit;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.Welcome;
import java.util.List;

/**
 * Decides whether the log still holds all that it proved before, and now holds a commit too. Pure.
 * Every refusal is an alarm: an honest collector cannot cause one.
 */
final class CheckpointVerifier {
  private final NoteVerifier log;

  CheckpointVerifier(String logKey) {
    this.log = NoteVerifier.parse(logKey);
  }

  /** The checkpoint of a welcome, or {@code seen} when the log is empty. */
  Checkpoint welcomed(Welcome welcome, Checkpoint seen) {
    if (welcome.getCheckpoint().isEmpty()) {
      if (seen.size() > 0) {
        throw alarm("the log is empty now; it had " + seen.size() + " entries");
      }
      return seen;
    }
    return consistent(welcome.getCheckpoint(), welcome.getConsistencyList(), seen);
  }

  /** The checkpoint of an acknowledgement. */
  Checkpoint acknowledged(Ack ack, SpooledCommit commit, Checkpoint seen) {
    Checkpoint checkpoint = consistent(ack.getCheckpoint(), ack.getConsistencyList(), seen);
    boolean included =
        InclusionProof.verify(
            ack.getIndex(),
            checkpoint.size(),
            Merkle.leafHash(commit.envelope()),
            bytes(ack.getInclusionList()),
            checkpoint.root().bytes());
    if (!included) {
      throw alarm(
          "the inclusion proof of commit "
              + commit.seq()
              + " at index "
              + ack.getIndex()
              + " fails");
    }
    return checkpoint;
  }

  private Checkpoint consistent(String note, List<ByteString> proof, Checkpoint seen) {
    Checkpoint checkpoint;
    try {
      checkpoint = log.checkpoint(note);
    } catch (NoteException e) {
      throw new StreamException(
          Kind.ALARM, "the checkpoint cannot be verified: " + e.getMessage(), e);
    }
    if (checkpoint.size() < seen.size()) {
      throw alarm("the log shrank from " + seen.size() + " to " + checkpoint.size() + " entries");
    }
    boolean extended =
        ConsistencyProof.verify(
            seen.size(),
            checkpoint.size(),
            seen.root().bytes(),
            checkpoint.root().bytes(),
            bytes(proof));
    if (!extended) {
      throw alarm(
          "the log of "
              + checkpoint.size()
              + " entries does not extend the one of "
              + seen.size()
              + " that was verified before");
    }
    return checkpoint;
  }

  private static List<byte[]> bytes(List<ByteString> list) {
    return list.stream().map(ByteString::toByteArray).toList();
  }

  private static StreamException alarm(String message) {
    return new StreamException(Kind.ALARM, message);
  }
}
