package io.attestream.collector.ingest;

import io.attestream.evidence.model.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a commit changed one result.
 *
 * @param leafKey 16 bytes; not copied, not to be changed
 * @param statusBefore {@code null} when the result is new
 * @param sinceBefore epoch milliseconds; 0 when the result is new
 * @param statusAfter {@code null} when the result ended
 * @param sinceAfter epoch milliseconds; 0 when the result ended
 */
@SuppressWarnings("ArrayRecordComponent") // one of many per commit, on the hot path
public record ResultChange(
    String checkId,
    long unitId,
    long resourceId,
    byte[] leafKey,
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
}
