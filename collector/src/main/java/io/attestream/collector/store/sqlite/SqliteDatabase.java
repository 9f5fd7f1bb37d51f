package io.attestream.collector.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.SqlWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file. The writer is a single connection behind a fair lock, in IMMEDIATE transactions, so
 * that it waits first and never half way when another process writes; readers come from a small pool and see the last
 * committed state (sqlite.org/wal.html). Several processes may open the same file. Transactions are
 * begun and ended in SQL, because the driver's own handling would hold the write lock between two.
 */
public final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  /** 512 MiB of pages of 4 KiB: beyond it a commit checkpoints by itself. */
  private static final int MAX_WAL_PAGES = 131_072;

  private final ReentrantLock writing = new ReentrantLock(true);
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final Handle writer;
  private final WalCheckpointer checkpointer;

  private SqliteDatabase(HikariDataSource readers, Handle writer, WalCheckpointer checkpointer) {
    this.readers = readers;
    this.reading = Jdbi.create(readers);
    this.writer = writer;
    this.checkpointer = checkpointer;
  }

  /**
   * Opens the file, creates it when absent, and brings its schema up to date.
   *
   * @throws DatabaseException when that is not possible; NEWER_SCHEMA when a newer version wrote it
   */
  public static SqliteDatabase open(Path file, SqliteSettings settings) {
    try {
      SQLiteDataSource writing = source(file, settings, false);
      SqliteMigrations.apply(writing);
      Handle writer = Jdbi.create(writing).open();
      writer.createQuery("PRAGMA wal_autocheckpoint = " + MAX_WAL_PAGES).mapTo(Integer.class).one();
      WalCheckpointer checkpointer = new WalCheckpointer(file, Jdbi.create(writing).open());
      return new SqliteDatabase(readerPool(file, settings), writer, checkpointer);
    } catch (JdbiException e) {
      throw SqliteErrors.of(e);
    }
  }

  private static SQLiteDataSource source(Path file, SqliteSettings settings, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setBusyTimeout((int) settings.busyWait().toMillis());
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(settings.mmapBytes()));
    // A negative cache size counts KiB instead of pages.
    long cache = settings.cacheBytes() / 1024 / (readOnly ? 4 : 1);
    config.setCacheSize((int) -Math.min(cache, Integer.MAX_VALUE));
    if (!readOnly) {
      switch (settings.synchronous()) {
        case FULL -> config.setSynchronous(SynchronousMode.FULL);
        case EXTRA -> config.setPragma(SQLiteConfig.Pragma.SYNCHRONOUS, "EXTRA");
      }
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static HikariDataSource readerPool(Path file, SqliteSettings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("sqlite-readers");
    pool.setDataSource(source(file, settings, true));
    pool.setConnectionInitSql("PRAGMA query_only = ON");
    pool.setMaximumPoolSize(settings.readers());
    pool.setMinimumIdle(1);
    return new HikariDataSource(pool);
  }

  @Override
  public <T> T read(SqlWork<T> work) {
    try (Handle handle = reading.open()) {
      handle.execute("BEGIN");
      try {
        return work.run(handle);
      } finally {
        handle.execute("ROLLBACK");
      }
    } catch (SQLException | JdbiException e) {
      throw SqliteErrors.of(e);
    }
  }

  @Override
  public <T> T write(SqlWork<T> work) {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write inside a write");
    }
    writing.lock();
    try {
      return inTransaction(work);
    } finally {
      writing.unlock();
    }
  }

  private <T> T inTransaction(SqlWork<T> work) {
    boolean committed = false;
    try {
      writer.execute("BEGIN IMMEDIATE");
      T result = work.run(writer);
      writer.execute("COMMIT");
      committed = true;
      return result;
    } catch (SQLException | JdbiException e) {
      throw SqliteErrors.of(e);
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  /**
   * VACUUM writes every page anew (sqlite.org/lang_vacuum.html); the truncating checkpoint then empties the
   * write-ahead log, for which readers of older states must end (sqlite.org/pragma.html#pragma_wal_checkpoint).
   */
  @Override
  public boolean scrub() {
    writing.lock();
    try {
      writer.execute("VACUUM");
      return writer
          .createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
          .map((row, context) -> row.getInt(1) == 0)
          .one();
    } catch (JdbiException e) {
      throw SqliteErrors.of(e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * The failure of the work is what the caller must see. After some errors, a full disk among them,
   * SQLite has rolled back by itself and a second rollback fails (sqlite.org/lang_transaction.html).
   */
  private void rollBack() {
    try {
      writer.execute("ROLLBACK");
    } catch (JdbiException e) {
      LOG.debug("no transaction was left to roll back: {}", e.getMessage());
    }
  }

  @Override
  public DatabaseException understand(Exception failure) {
    return SqliteErrors.of(failure);
  }

  @Override
  public void close() {
    writing.lock();
    try {
      checkpointer.close();
      writer.close();
    } finally {
      writing.unlock();
      readers.close();
    }
  }
}
