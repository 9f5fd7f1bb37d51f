package io.attestream.collector.decision;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Carries a decision out, in the transaction of its log entry. */
@FunctionalInterface
public interface DecisionWork<R> {
  /**
   * Writes the tables.
   *
   * @param index the index of the log entry
   * @throws DecisionRefused when it cannot be; then nothing of it is stored
   */
  Decision<R> carryOut(Handle handle, long index, Instant now);
}
