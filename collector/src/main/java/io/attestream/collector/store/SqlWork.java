package io.attestream.collector.store;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Work inside one transaction. The handle must not leave it. */
@FunctionalInterface
public interface SqlWork<T> {
  T run(Handle handle) throws SQLException;
}
