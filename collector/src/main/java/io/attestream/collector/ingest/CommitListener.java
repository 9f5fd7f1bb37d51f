package io.attestream.collector.ingest;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Follows the commits inside their transaction. */
@FunctionalInterface
public interface CommitListener {
  /**
   * Called once for each commit after its rows are written and verified, on the log's thread. What it
   * writes through the handle is committed or undone with the commit; an exception undoes the commit.
   */
  void applied(Handle handle, CommitFacts facts) throws SQLException;
}
