package io.attestream.collector.scopes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The scopes that stand. */
public final class ScopeTable {
  private ScopeTable() {}

  /** All of them, by name. */
  public static List<NamedScope> all(Handle handle) {
    return handle
        .createQuery("SELECT name, title, units FROM named_scope ORDER BY name")
        .map((row, context) -> read(row))
        .list();
  }

  public static Optional<NamedScope> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT name, title, units FROM named_scope WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> read(row))
        .findOne();
  }

  static void put(Handle handle, NamedScope scope, String by, Instant now, long index) {
    handle
        .createUpdate(
            """
            INSERT OR REPLACE INTO named_scope (name, title, units, changed_by, changed_at, log_idx)
            VALUES (:name, :title, :units, :by, :now, :index)
            """)
        .bind("name", scope.name())
        .bind("title", scope.title())
        .bind("units", String.join("\n", scope.units()))
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("index", index)
        .execute();
  }

  static void remove(Handle handle, String name) {
    handle.execute("DELETE FROM named_scope WHERE name = ?", name);
  }

  private static NamedScope read(ResultSet row) throws SQLException {
    return new NamedScope(
        row.getString("name"), row.getString("title"), List.of(row.getString("units").split("\n")));
  }
}
