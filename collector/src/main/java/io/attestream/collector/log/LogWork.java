package io.attestream.collector.log;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Work that belongs to one log entry and is stored in the same transaction. */
public interface LogWork<R> {
  /**
   * Does the work; called once, on the sequencer's thread. It must not write when it refuses.
   *
   * @param index the index that an appended entry will have
   * @throws LogRefusal to undo this work; others in the transaction go on
   */
  LogOutcome<R> run(Handle handle, long index) throws SQLException;

  /** Bytes that this work brings, to bound a transaction. */
  long bytes();
}
