package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One result that changed.
 *
 * @param checkId without version
 * @param unitId row of {@code unit}
 * @param resourceId row of {@code resource}
 * @param before status until now; null for a new result
 * @param beforeSince since when it had that status
 * @param after status from now on; null when the result ended
 * @param since since when the new status holds; for a result that ended, the end of the scan
 */
public record ResultChange(
    String checkId,
    long unitId,
    long resourceId,
    LeafKey key,
    @Nullable Status before,
    @Nullable Instant beforeSince,
    @Nullable Status after,
    Instant since) {

  public Optional<Status> statusBefore() {
    return Optional.ofNullable(before);
  }

  public Optional<Instant> sinceBefore() {
    return Optional.ofNullable(beforeSince);
  }

  public Optional<Status> statusAfter() {
    return Optional.ofNullable(after);
  }
}
