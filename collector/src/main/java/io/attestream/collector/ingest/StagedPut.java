package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.protocol.v1.Put;
import org.jspecify.annotations.Nullable;

/**
 * A put that was read and whose disclosures match the leaf's digests.
 *
 * @param reason present exactly when the status is unknown
 * @param leafBytes the leaf as it came; not copied, not to be changed
 * @param put as it came
 */
@SuppressWarnings("ArrayRecordComponent") // one of many per commit, on the hot path
record StagedPut(
    ResultLeaf leaf,
    ResourceIdentity resource,
    @Nullable UnknownReason reason,
    byte[] leafBytes,
    Put put) {

  LeafKey key() {
    return leaf.key();
  }

  /** Rough size in memory. */
  long bytes() {
    return put.getSerializedSize() + leafBytes.length + 700L;
  }
}
