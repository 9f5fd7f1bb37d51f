package io.attestream.collector.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseContract;
import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.DatabaseException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.flywaydb.core.Flyway;
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
  void whatWasDeletedIsInNoFileAfterScrubbing() throws Exception {
    String secret = "a text that must not stay anywhere";
    try (Database database = open()) {
      insert(database, secret);
      database.change(handle -> handle.execute("DELETE FROM log_entry"));
      assertThat(inFiles(secret)).as("deleted alone it stays").isTrue();
      assertThat(database.scrub()).isTrue();
      assertThat(inFiles(secret)).isFalse();
    }
  }

  private boolean inFiles(String text) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Two days of a unit whose check failed on the second; of older commits only the day's cadence is known. */
  @Test
  void olderDataHasItsPromisesAndTurnsFromTheDays() throws Exception {
    Path old = directory.resolve("old.db");
    String url = "jdbc:sqlite:" + old;
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/sqlite")
        .target("16")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "INSERT INTO unit VALUES (1, 'kubernetes:a', 'agent', x'00', x'00', 0, 2, 172800000, 172807000)",
              "INSERT INTO unit_day VALUES (1, 1, 1, 3600000, 0)",
              commit(1, 90_000_000),
              commit(2, 172_800_000),
              "INSERT INTO daily_rollup VALUES (0, 'c', 1, 5, 0, 0, 0), (1, 'c', 1, 4, 0, 0, 0),"
                  + " (2, 'c', 1, 4, 1, 0, 0)")) {
        statement.execute(sql);
      }
    }
    try (Database database = SqliteDatabase.open(old, SqliteSettings.DEFAULTS)) {
      assertThat(texts(database, "SELECT next_by FROM commit_entry ORDER BY idx"))
          .containsExactly("93600000", "172807000");
      assertThat(texts(database, "SELECT at || ':' || state FROM check_turn ORDER BY at"))
          .containsExactly("0:0", "172800000:1");
    }
  }

  private static String commit(int index, long at) {
    return "INSERT INTO commit_entry VALUES (%1$d, 'agent', %1$d, 1, %2$d, %2$d, %2$d, 0, 0, 0, 0, 0, 0, 0, 0, 0, x'00')"
        .formatted(index, at);
  }

  private static List<String> texts(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
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
