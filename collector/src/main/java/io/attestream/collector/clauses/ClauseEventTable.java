package io.attestream.collector.clauses;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The audits and reviews that were not withdrawn. */
public final class ClauseEventTable {
  private ClauseEventTable() {}

  /** All of them, the one planned last first. */
  public static List<ClauseEvent> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT * FROM clause_event WHERE withdrawn_at IS NULL ORDER BY planned_on DESC, id DESC")
        .map((row, context) -> event(row))
        .list();
  }

  static long count(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM clause_event WHERE withdrawn_at IS NULL")
        .mapTo(Long.class)
        .one();
  }

  static Optional<ClauseEvent> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM clause_event WHERE id = :id AND withdrawn_at IS NULL")
        .bind("id", id)
        .map((row, context) -> event(row))
        .findOne();
  }

  static long add(Handle handle, ClauseEvent event, String by, Instant now, long index) {
    return handle
        .createUpdate(
            """
            INSERT INTO clause_event (kind, title, planned_on, auditors, scope, recorded_by,
              recorded_at, log_idx)
            VALUES (:kind, :title, :planned, :auditors, :scope, :by, :now, :index)
            """)
        .bind("kind", event.kind().name())
        .bind("title", event.title())
        .bind("planned", event.plannedOn().toString())
        .bind("auditors", String.join("\n", event.auditors()))
        .bind("scope", event.scope())
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("index", index)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  static void hold(Handle handle, long id, ClauseEvent.Held held, long index) {
    handle
        .createUpdate(
            """
            UPDATE clause_event SET held_on = :on, reference = :reference, digest = :digest,
              inputs = :inputs, top_management = :top, log_idx = :index WHERE id = :id
            """)
        .bind("on", held.on().toString())
        .bind("reference", held.reference())
        .bind("digest", held.digest())
        .bind("inputs", held.inputs())
        .bind("top", held.topManagement())
        .bind("index", index)
        .bind("id", id)
        .execute();
  }

  static void withdraw(Handle handle, long id, String by, Instant now) {
    handle
        .createUpdate(
            "UPDATE clause_event SET withdrawn_at = :now, withdrawn_by = :by WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("by", by)
        .bind("id", id)
        .execute();
  }

  private static ClauseEvent event(ResultSet row) throws SQLException {
    @Nullable String on = row.getString("held_on");
    String auditors = row.getString("auditors");
    return new ClauseEvent(
        row.getLong("id"),
        EventKind.valueOf(row.getString("kind")),
        row.getString("title"),
        LocalDate.parse(row.getString("planned_on")),
        auditors.isEmpty() ? Set.of() : Set.of(auditors.split("\n")),
        row.getString("scope"),
        on == null
            ? null
            : new ClauseEvent.Held(
                LocalDate.parse(on),
                row.getString("reference"),
                row.getString("digest"),
                row.getString("inputs"),
                row.getBoolean("top_management")));
  }
}
