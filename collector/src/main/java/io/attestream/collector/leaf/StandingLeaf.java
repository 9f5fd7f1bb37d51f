package io.attestream.collector.leaf;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * A leaf that stands in its unit now.
 *
 * @param checkRef id in {@code check_ref}
 * @param resourceId id in {@code resource}
 * @param reason present exactly when the status is unknown
 * @param since epoch milliseconds
 * @param place the put that brought it
 * @param leaf its canonical bytes; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // one of many per commit, on the hot path
public record StandingLeaf(
    LeafKey key,
    long checkRef,
    long resourceId,
    Status status,
    @Nullable UnknownReason reason,
    long since,
    Place place,
    byte[] leaf) {}
