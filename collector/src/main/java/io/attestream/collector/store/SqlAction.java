package io.attestream.collector.store;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Work inside one transaction that has no result. */
@FunctionalInterface
public interface SqlAction {
  void run(Handle handle) throws SQLException;
}
