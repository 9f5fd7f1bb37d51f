package io.attestream.collector.ingest;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Follows the evidence as it is kept. Called by the sequencer's thread only. */
public interface CommitListener {
  /**
   * A commit was applied, in its still open transaction. What is written through the handle becomes
   * durable with the commit, or not at all.
   */
  void applied(Handle handle, CommitFacts commit) throws SQLException;

  /**
   * The transaction of all commits applied since the last call has ended, durable or rolled back. Must
   * return at once.
   */
  void committed();
}
