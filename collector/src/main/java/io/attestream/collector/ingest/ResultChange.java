package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a commit changed one result.
 *
 * @param statusBefore {@code null} when the result is new
 * @param sinceBefore epoch milliseconds; 0 when the result is new
 * @param statusAfter {@code null} when the result ended
 * @param sinceAfter epoch milliseconds; 0 when the result ended
 */
public record ResultChange(
    String checkId,
    long unitId,
    long resourceId,
    LeafKey leafKey,
    @Nullable Status statusBefore,
    long sinceBefore,
    @Nullable Status statusAfter,
    long sinceAfter) {

  public Optional<Status> before() {
    return Optional.ofNullable(statusBefore);
  }

  public Optional<Status> after() {
    return Optional.ofNullable(statusAfter);
  }

  /** Whether a failure begins with it. */
  public boolean opensFailure() {
    return statusAfter == Status.FAIL && statusBefore != Status.FAIL;
  }

  /** Whether the last verdict was a failure and the new one, if any, is not. */
  public boolean endsFailure() {
    return statusBefore == Status.FAIL && statusAfter != Status.FAIL;
  }
}
