package io.attestream.agent.spool;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What the spool knows of a commit that is about to be signed.
 *
 * @param state the agent's state, with the commit's sequence number as {@code nextSeq}
 * @param tree the digest of the unit's leaves with all that is pending
 * @param delta what is pending, or the whole for a full snapshot
 * @param resources resources that have leaves
 */
public record CommitDraft(
    AgentState state, LeafSetDigest.Result tree, Manifest.Delta delta, long resources) {

  /** Signs commits. Called inside the transaction that stores the result. */
  public interface Signer {
    /** Makes the envelope and the trace of a new commit. */
    Signed sign(CommitDraft draft);
  }

  /** Signs commits again whose place in the chain changed. */
  public interface Resigner {
    /**
     * The same commit at another place.
     *
     * @param envelope the envelope's bytes as they were
     * @param seq its sequence number now
     * @param prev the digest of the envelope before it, {@code null} exactly for the first
     * @param snapshot whether it is a full snapshot from now on
     */
    byte[] resign(byte[] envelope, long seq, @Nullable Hash prev, boolean snapshot);
  }

  /** A commit's bytes. */
  public record Signed(byte[] envelope, byte[] trace) {}
}
