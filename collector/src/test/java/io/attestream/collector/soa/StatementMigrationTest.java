package io.attestream.collector.soa;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that had a Statement before there were scopes. */
class StatementMigrationTest {
  @TempDir private Path directory;

  @Test
  void itsRowsAndVersionsAreThoseOfEverything() throws Exception {
    Path file = directory.resolve("old.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure(SqliteDatabase.class.getClassLoader())
        .dataSource(url, "", "")
        .locations("classpath:db/sqlite")
        .target("16")
        .load()
        .migrate();
    try (Connection old = DriverManager.getConnection(url);
        Statement sql = old.createStatement()) {
      sql.execute(
          "INSERT INTO soa_row VALUES ('8.5', 0, '', 'why', 'board', 'YES', NULL, 'ada', 'x', 1, 2)");
      sql.execute(
          "INSERT INTO soa_version VALUES (3, 'Stage 2', 'ada', 1, 'digest', '{\"rows\":[{\"applicable\":true,"
              + "\"approvedBy\":\"\",\"control\":\"8.6\",\"due\":\"\",\"implemented\":\"YES\",\"justification\":\"\","
              + "\"owner\":\"bob\",\"reasons\":[\"RISK\"]}]}', 4)");
    }
    try (Database database = SqliteDatabase.open(file, SqliteSettings.DEFAULTS)) {
      Map<String, SoaEntry> rows = database.read(handle -> SoaTable.all(handle));
      assertThat(rows).hasSize(1);
      assertThat(rows.get("8.5"))
          .satisfies(
              row -> {
                assertThat(row.justification()).isEqualTo("why");
                assertThat(row.owner()).isEqualTo("ada");
                assertThat(row.highRisk()).isFalse();
              });
      List<SoaVersion> versions = database.read(handle -> SoaVersion.all(handle, ""));
      assertThat(versions).singleElement().extracting(SoaVersion::version).isEqualTo(3L);
      assertThat(versions.get(0).rows().get("8.6")).extracting(SoaEntry::owner).isEqualTo("bob");
    }
  }
}
