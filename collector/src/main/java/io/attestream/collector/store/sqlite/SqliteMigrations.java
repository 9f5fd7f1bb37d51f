package io.attestream.collector.store.sqlite;

import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.DatabaseException.Code;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema to this program's version; never touches a schema that is newer. */
final class SqliteMigrations {
  private SqliteMigrations() {}

  static void apply(DataSource source) {
    try {
      Flyway flyway =
          Flyway.configure(SqliteMigrations.class.getClassLoader())
              .dataSource(source)
              .locations("classpath:db/sqlite")
              .failOnMissingLocations(true)
              .load();
      refuseNewer(flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      DatabaseException known = SqliteErrors.of(e);
      throw new DatabaseException(
          known.code() == Code.STATEMENT ? Code.CORRUPT : known.code(),
          "cannot migrate the database: " + known.getMessage(),
          e);
    }
  }

  private static void refuseNewer(Flyway flyway) {
    String newer =
        Arrays.stream(flyway.info().all())
            .filter(info -> info.getState().isApplied() && !info.getState().isResolved())
            .map(MigrationInfo::getScript)
            .collect(Collectors.joining(", "));
    if (!newer.isEmpty()) {
      throw new DatabaseException(
          Code.NEWER_SCHEMA,
          "the database was written by a newer version (unknown migrations: "
              + newer
              + "); start that version, or restore a backup");
    }
  }
}
