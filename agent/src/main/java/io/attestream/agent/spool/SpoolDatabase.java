package io.attestream.agent.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection to the spool file. Pending leaves are written without waiting for the disk:
 * they carry a generation that no commit has, and are dropped at the next start. Whatever must be
 * durable is written by {@link #durably}. Safe for many threads, which take turns.
 */
final class SpoolDatabase implements AutoCloseable {
  private static final int VERSION = 3;
  private static final int PENDING_BOUND = 20_000;

  /** Since layout 2. The row's id is its last column, so that pages of a type are read in order. */
  private static final String RESOURCES_BY_TYPE =
      "CREATE INDEX resource_by_type ON resource (unit_id, type)";

  /** Since layout 3. Leaves that the collector gave back, until {@link RecalledTable} makes units of them. */
  private static final String RECALLED =
      "CREATE TABLE IF NOT EXISTS recalled (unit TEXT NOT NULL, leaf_key BLOB NOT NULL, check_id TEXT NOT NULL,"
          + " status INTEGER NOT NULL, since INTEGER NOT NULL, leaf BLOB NOT NULL,"
          + " identity TEXT NOT NULL, evidence TEXT NOT NULL, type TEXT NOT NULL, rid TEXT NOT NULL,"
          + " name TEXT NOT NULL, PRIMARY KEY (unit, leaf_key)) WITHOUT ROWID";

  /** Work with the connection's statements. */
  interface Work<T> {
    T run(SpoolDatabase database) throws SQLException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final AtomicLong losses = new AtomicLong();
  private final Connection connection;
  private int pending;

  private SpoolDatabase(Connection connection) {
    this.connection = connection;
  }

  static SpoolDatabase open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-32_768);
    config.setBusyTimeout(10_000);
    config.setGetGeneratedKeys(false);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      connection.setAutoCommit(false);
      SpoolDatabase database = new SpoolDatabase(connection);
      database.durably(SpoolDatabase::migrate);
      return database;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs work in one transaction that is on the disk when this returns, or has left no trace. */
  <T> T durably(Work<T> work) {
    lock.lock();
    try {
      flush();
      T result = work.run(this);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollback(false);
      throw failure(e);
    } catch (RuntimeException e) {
      rollback(false);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Runs work on pending leaves; it becomes visible at once and durable with the next commit. */
  <T> T pending(Work<T> work) {
    lock.lock();
    try {
      T result = work.run(this);
      if (++pending >= PENDING_BOUND) {
        flush();
      }
      return result;
    } catch (SQLException e) {
      rollback(true);
      throw failure(e);
    } catch (RuntimeException e) {
      rollback(true);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Says that pending leaves were thrown away on purpose. */
  void lost() {
    losses.incrementAndGet();
  }

  /** How often pending leaves were lost; who relies on them must scan anew when this has changed. */
  long losses() {
    return losses.get();
  }

  /** A cached statement with its parameters set. Only inside work. */
  PreparedStatement with(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  int update(String sql, Object... parameters) throws SQLException {
    return with(sql, parameters).executeUpdate();
  }

  /** The first column of the first row, or 0. */
  long number(String sql, Object... parameters) throws SQLException {
    try (ResultSet rows = with(sql, parameters).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private void flush() throws SQLException {
    try {
      connection.commit();
      pending = 0;
    } catch (SQLException e) {
      losses.incrementAndGet();
      throw e;
    }
  }

  private void rollback(boolean lossy) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      if (lossy) {
        losses.incrementAndGet();
      }
    }
  }

  private static Void migrate(SpoolDatabase database) throws SQLException {
    long version = database.number("PRAGMA user_version");
    if (version > VERSION) {
      throw new SpoolException(
          "the spool was written by a newer agent (layout " + version + ")", false);
    }
    if (version == 0) {
      try (Statement statement = database.connection.createStatement();
          InputStream schema = SpoolDatabase.class.getResourceAsStream("/spool/schema.sql")) {
        String sql = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        statement.executeUpdate(sql);
      } catch (IOException e) {
        throw new IllegalStateException("schema.sql is missing from the jar", e);
      }
    }
    if (version < VERSION) {
      try (Statement statement = database.connection.createStatement()) {
        if (version < 2) {
          statement.executeUpdate(RESOURCES_BY_TYPE);
        }
        statement.executeUpdate(RECALLED);
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
      }
    }
    return null;
  }

  static SpoolException failure(SQLException e) {
    boolean retryable =
        e instanceof SQLiteException sqlite
            && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
    return new SpoolException("spool: " + e.getMessage(), retryable, e);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.rollback();
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }
}
