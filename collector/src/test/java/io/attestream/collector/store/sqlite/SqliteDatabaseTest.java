package io.attestream.collector.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseContract;
import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.DatabaseException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {
  @TempDir Path directory;

  @Override
  protected Database open() {
    return SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
  }

  @Test
  void aCommitReachesTheDiskBeforeItReturns() {
    try (Database database = open()) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      // 2 is FULL, sqlite.org/pragma.html#pragma_synchronous
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  @Test
  void aSecondProcessMayWriteToo() {
    try (Database first = open();
        Database second = open()) {
      insert(first, "one");
      insert(second, "two");
      insert(first, "three");
      assertThat(entries(second)).isEqualTo(3);
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    open().close();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("test.db"));
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success)"
              + " VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', '', 0, 1)");
    }
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.NEWER_SCHEMA);
              assertThat(e).hasMessageContaining("V99__future.sql");
            });
  }

  @Test
  void aFileThatIsNoDatabaseIsCorrupt() throws IOException {
    Path file = directory.resolve("other.db");
    Files.writeString(
        file, "not a database, but long enough to have a header of its own".repeat(100));
    assertThatThrownBy(() -> SqliteDatabase.open(file, SqliteSettings.DEFAULTS))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(Code.CORRUPT));
  }

  @Test
  void aFullDiskStopsWritesAndNotReads() {
    try (Database database = open()) {
      insert(database, "before");
      String pages =
          database.write(
              handle -> handle.createQuery("PRAGMA page_count").mapTo(String.class).one());
      database.write(
          handle ->
              handle.createQuery("PRAGMA max_page_count = " + pages).mapTo(String.class).one());
      assertThatThrownBy(
              () ->
                  database.change(
                      handle ->
                          handle.execute(
                              "INSERT INTO log_entry (idx, kind, at, body) VALUES (9, 'big', 0, ?)",
                              (Object) new byte[1 << 20])))
          .isInstanceOfSatisfying(
              DatabaseException.class,
              e -> {
                assertThat(e.code()).isEqualTo(Code.FULL);
                assertThat(e.retryable()).isTrue();
              });
      assertThat(entries(database)).isEqualTo(1);
      database.write(
          handle ->
              handle.createQuery("PRAGMA max_page_count = 1000000").mapTo(String.class).one());
      insert(database, "after");
      assertThat(entries(database)).isEqualTo(2);
    }
  }

  @Test
  void oneCollectorADataDirectory() {
    DataDirectory data = DataDirectory.open(directory.resolve("data"));
    try (DataDirectory.Claim first = data.claim()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(data::claim)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("another collector");
    }
    data.claim().close();
  }

  private static String pragma(Database database, String name) {
    return database.write(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
