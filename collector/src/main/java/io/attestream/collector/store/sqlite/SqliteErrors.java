package io.attestream.collector.store.sqlite;

import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.DatabaseException.Code;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** From SQLite's result codes (sqlite.org/rescode.html) to ours. */
final class SqliteErrors {
  private SqliteErrors() {}

  static DatabaseException of(Throwable failure) {
    SQLException sql = sqlCause(failure);
    String message = String.valueOf((sql == null ? failure : sql).getMessage());
    return new DatabaseException(sql == null ? Code.STATEMENT : code(sql), message, failure);
  }

  private static Code code(SQLException sql) {
    // The low byte of an extended result code is the primary code.
    int primary =
        sql instanceof SQLiteException lite
            ? lite.getResultCode().code & 0xff
            : sql.getErrorCode() & 0xff;
    return switch (primary) {
      case 13 -> Code.FULL;
      case 5, 6 -> Code.BUSY;
      case 11, 26 -> Code.CORRUPT;
      case 8, 10, 14 -> Code.IO;
      default -> Code.STATEMENT;
    };
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
