package io.attestream.collector.manual;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The records that were not withdrawn. */
public final class ManualTable {
  private ManualTable() {}

  /** All of them by control. */
  public static Map<String, List<ManualRecord>> all(Handle handle) {
    Map<String, List<ManualRecord>> records = new HashMap<>();
    handle
        .createQuery("SELECT * FROM manual_evidence WHERE withdrawn_at IS NULL")
        .map((row, context) -> record(row))
        .forEach(r -> records.computeIfAbsent(r.control(), c -> new ArrayList<>()).add(r));
    return records;
  }

  /** Those of a control, the newest first. */
  public static List<ManualRecord> of(Handle handle, String control) {
    return handle
        .createQuery(
            "SELECT * FROM manual_evidence WHERE control = :control AND withdrawn_at IS NULL"
                + " ORDER BY id DESC LIMIT 200")
        .bind("control", control)
        .map((row, context) -> record(row))
        .list();
  }

  static Optional<ManualRecord> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM manual_evidence WHERE id = :id AND withdrawn_at IS NULL")
        .bind("id", id)
        .map((row, context) -> record(row))
        .findOne();
  }

  static long add(Handle handle, ManualRecord record, long index) {
    return handle
        .createUpdate(
            """
            INSERT INTO manual_evidence (control, slot, title, reference, digest, effective_on,
              received_at, review_days, expires_on, owner, recorded_by, log_idx)
            VALUES (:control, :slot, :title, :reference, :digest, :effective,
              :received, :review, :expires, :owner, :by, :index)
            """)
        .bind("control", record.control())
        .bind("slot", record.slot().name())
        .bind("title", record.title())
        .bind("reference", record.reference())
        .bind("digest", record.digest())
        .bind("effective", record.effectiveOn().toString())
        .bind("received", record.receivedAt().toEpochMilli())
        .bind("review", record.reviewDays())
        .bind("expires", record.expires().map(LocalDate::toString).orElse(null))
        .bind("owner", record.owner())
        .bind("by", record.recordedBy())
        .bind("index", index)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  static void withdraw(Handle handle, long id, String by, Instant now) {
    handle
        .createUpdate(
            "UPDATE manual_evidence SET withdrawn_at = :now, withdrawn_by = :by WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("by", by)
        .bind("id", id)
        .execute();
  }

  private static ManualRecord record(ResultSet row) throws SQLException {
    @Nullable String expires = row.getString("expires_on");
    return new ManualRecord(
        row.getLong("id"),
        row.getString("control"),
        Slot.valueOf(row.getString("slot")),
        row.getString("title"),
        row.getString("reference"),
        row.getString("digest"),
        LocalDate.parse(row.getString("effective_on")),
        Instant.ofEpochMilli(row.getLong("received_at")),
        row.getInt("review_days"),
        expires == null ? null : LocalDate.parse(expires),
        row.getString("owner"),
        row.getString("recorded_by"));
  }
}
