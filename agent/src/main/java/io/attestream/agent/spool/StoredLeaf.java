package io.attestream.agent.spool;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.time.Instant;

/**
 * A leaf in force, pending ones included.
 *
 * @param row its place in the spool
 * @param leaf the canonical bytes
 * @param added generation of the commit that it came with, or will come with
 */
public record StoredLeaf(
    long row, LeafKey key, String check, Status status, Instant since, byte[] leaf, long added) {}
