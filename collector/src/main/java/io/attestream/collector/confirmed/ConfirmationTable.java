package io.attestream.collector.confirmed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The confirmations that stand. */
public final class ConfirmationTable {
  private ConfirmationTable() {}

  /** All of them, the newest first; bounded by the desk. */
  public static List<Confirmation> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM confirmation WHERE ended_at IS NULL ORDER BY id DESC")
        .map(
            (row, context) ->
                new Confirmation(
                    row.getLong("id"),
                    ConfirmedKind.valueOf(row.getString("kind")),
                    row.getString("about"),
                    row.getString("unit"),
                    LocalDate.parse(row.getString("since")),
                    row.getString("seen"),
                    row.getString("reference")))
        .list();
  }

  static Optional<Confirmation> find(Handle handle, long id) {
    return all(handle).stream().filter(confirmation -> confirmation.id() == id).findFirst();
  }

  static long add(Handle handle, Confirmation confirmation, String by, Instant now, long index) {
    return handle
        .createUpdate(
            """
            INSERT INTO confirmation (kind, about, unit, since, seen, reference, recorded_by, recorded_at, log_idx)
            VALUES (:kind, :about, :unit, :since, :seen, :reference, :by, :now, :index)
            """)
        .bind("kind", confirmation.kind().name())
        .bind("about", confirmation.about())
        .bind("unit", confirmation.unit())
        .bind("since", confirmation.since().toString())
        .bind("seen", confirmation.seen())
        .bind("reference", confirmation.reference())
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("index", index)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  static void end(Handle handle, long id, String by, Instant now) {
    handle.execute(
        "UPDATE confirmation SET ended_at = ?, ended_by = ? WHERE id = ?",
        now.toEpochMilli(),
        by,
        id);
  }
}
