package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * A put that was read and whose disclosures match the leaf's digests.
 *
 * @param key the leaf's key, 16 bytes
 * @param reason present exactly when the status is unknown
 * @param leafBytes the leaf as it came
 * @param identity text of the identity disclosure, ASCII
 * @param evidence text of the evidence disclosure, ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // one of many per commit, on the hot path
record StagedPut(
    ResultLeaf leaf,
    byte[] key,
    ResourceIdentity resource,
    @Nullable UnknownReason reason,
    byte[] leafBytes,
    byte[] identity,
    byte[] evidence) {

  /** Rough size in memory. */
  long bytes() {
    return leafBytes.length + identity.length + evidence.length + 500L;
  }
}
