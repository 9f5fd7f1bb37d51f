package io.attestream.collector.soa;

import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.scopes.NamedScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows as they stand now. */
public final class SoaTable {
  private SoaTable() {}

  /** All rows of everything by control; empty while there is no Statement. */
  public static Map<String, SoaEntry> all(Handle handle) {
    return all(handle, NamedScope.EVERYTHING);
  }

  /** The rows that hold in a scope: its own once it has one, and those of everything until then. */
  public static Map<String, SoaEntry> standing(Handle handle, String scope) {
    Map<String, SoaEntry> own = all(handle, scope);
    return own.isEmpty() ? all(handle) : own;
  }

  /** All rows of a scope's own Statement by control; empty while it has none. */
  public static Map<String, SoaEntry> all(Handle handle, String scope) {
    Map<String, SoaEntry> rows = new HashMap<>();
    handle
        .createQuery("SELECT * FROM soa_row WHERE scope = :scope")
        .bind("scope", scope)
        .map((row, context) -> entry(row))
        .forEach(entry -> rows.put(entry.control(), entry));
    return rows;
  }

  public static Optional<SoaEntry> find(Handle handle, String scope, String control) {
    return handle
        .createQuery("SELECT * FROM soa_row WHERE scope = :scope AND control = :control")
        .bind("scope", scope)
        .bind("control", control)
        .map((row, context) -> entry(row))
        .findOne();
  }

  static void put(Handle handle, String scope, SoaEntry entry, String by, Instant now, long index) {
    handle
        .createUpdate(
            """
            INSERT OR REPLACE INTO soa_row (scope, control, applicable, reasons, justification, approved_by,
              implemented, due, owner, high_risks, changed_by, changed_at, log_idx)
            VALUES (:scope, :control, :applicable, :reasons, :justification, :approvedBy,
              :implemented, :due, :owner, :highRisks, :by, :now, :index)
            """)
        .bind("scope", scope)
        .bind("control", entry.control())
        .bind("applicable", entry.applicable())
        .bind(
            "reasons",
            entry.reasons().stream().map(Reason::name).sorted().collect(Collectors.joining(",")))
        .bind("justification", entry.justification())
        .bind("approvedBy", entry.approvedBy())
        .bind("implemented", entry.implemented().name())
        .bind("due", entry.dueOn().map(LocalDate::toString).orElse(null))
        .bind("owner", entry.owner())
        .bind("highRisks", entry.highRisks())
        .bind("by", by)
        .bind("now", now.toEpochMilli())
        .bind("index", index)
        .execute();
  }

  private static SoaEntry entry(ResultSet row) throws SQLException {
    @Nullable String due = row.getString("due");
    return new SoaEntry(
        row.getString("control"),
        row.getInt("applicable") == 1,
        reasons(row.getString("reasons")),
        row.getString("justification"),
        row.getString("approved_by"),
        Implementation.valueOf(row.getString("implemented")),
        due == null ? null : LocalDate.parse(due),
        row.getString("owner"),
        row.getString("high_risks"));
  }

  private static Set<Reason> reasons(String stored) {
    return Arrays.stream(stored.split(","))
        .filter(reason -> !reason.isEmpty())
        .map(Reason::valueOf)
        .collect(Collectors.toSet());
  }
}
