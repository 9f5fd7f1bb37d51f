package io.attestream.collector.exceptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The exceptions that were not withdrawn. */
public final class ExceptionTable {
  private ExceptionTable() {}

  /**
   * An exception and how many failing results it matches now, whatever its state.
   *
   * @param covers 0 for one that is not used
   */
  public record Counted(ExceptionRecord exception, long covers) {}

  /** All of them, the newest first; reads open findings alone. */
  public static List<Counted> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT e.*, (SELECT COUNT(*) %s WHERE %s AND %s) AS covers
            FROM exception_row e WHERE e.withdrawn_at IS NULL ORDER BY e.id DESC
            """
                .formatted(Coverage.FAILING, Coverage.STILL, Coverage.MATCH))
        .map((row, context) -> new Counted(exception(row), row.getLong("covers")))
        .list();
  }

  /** The days after one and up to another on which an approved exception holds no longer. */
  public static List<LocalDate> ends(Handle handle, LocalDate after, LocalDate last) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT date(expires_on, '+1 day') AS over FROM exception_row
            WHERE withdrawn_at IS NULL AND approved_by != ''
              AND date(expires_on, '+1 day') > :after AND date(expires_on, '+1 day') <= :last
            ORDER BY 1
            """)
        .bind("after", after.toString())
        .bind("last", last.toString())
        .map((row, context) -> LocalDate.parse(row.getString(1)))
        .list();
  }

  /** All of them, without looking at what they match. */
  public static List<ExceptionRecord> standing(Handle handle) {
    return handle
        .createQuery("SELECT * FROM exception_row WHERE withdrawn_at IS NULL ORDER BY id")
        .map((row, context) -> exception(row))
        .list();
  }

  static long count(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM exception_row WHERE withdrawn_at IS NULL")
        .mapTo(Long.class)
        .one();
  }

  static Optional<ExceptionRecord> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM exception_row WHERE id = :id AND withdrawn_at IS NULL")
        .bind("id", id)
        .map((row, context) -> exception(row))
        .findOne();
  }

  static long add(Handle handle, ExceptionRecord exception, String by, Instant now, long index) {
    return handle
        .createUpdate(
            """
            INSERT INTO exception_row (check_id, unit, resource, name_pattern, owner, reason,
              approved_by, ticket, expires_on, recorded_by, recorded_at, log_idx)
            VALUES (:check, :unit, :resource, :pattern, :owner, :reason,
              :approved, :ticket, :expires, :by, :now, :index)
            """)
        .bind("check", exception.check())
        .bind("unit", exception.unit())
        .bind("resource", exception.resource())
        .bind("pattern", exception.namePattern())
        .bind("owner", exception.owner())
        .bind("reason", exception.reason())
        .bind("approved", exception.approvedBy())
        .bind("ticket", exception.ticket())
        .bind("expires", exception.expiresOn().toString())
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("index", index)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  static void withdraw(Handle handle, long id, String by, Instant now) {
    handle.execute(
        "UPDATE exception_row SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?",
        now.toEpochMilli(),
        by,
        id);
  }

  private static ExceptionRecord exception(ResultSet row) throws SQLException {
    return new ExceptionRecord(
        row.getLong("id"),
        row.getString("check_id"),
        row.getString("unit"),
        row.getString("resource"),
        row.getString("name_pattern"),
        row.getString("owner"),
        row.getString("reason"),
        row.getString("approved_by"),
        row.getString("ticket"),
        LocalDate.parse(row.getString("expires_on")));
  }
}
