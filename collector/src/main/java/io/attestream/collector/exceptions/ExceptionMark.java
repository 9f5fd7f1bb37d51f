package io.attestream.collector.exceptions;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * That an approved exception in force covers an open finding. The finding stays what it is.
 *
 * @param until its last day, of several exceptions the latest
 */
public record ExceptionMark(long id, LocalDate until, String owner, String approvedBy) {
  /** The marks of those of these findings that have one, by the finding's row id. */
  public static Map<Long, ExceptionMark> of(Handle handle, List<Long> findings, LocalDate today) {
    Map<Long, ExceptionMark> marks = new HashMap<>();
    if (findings.isEmpty() || ExceptionTable.count(handle) == 0) {
      return marks;
    }
    handle
        .createQuery(
            """
            SELECT f.id AS finding, e.id, e.expires_on, e.owner, e.approved_by
            FROM finding f JOIN resource s ON s.id = f.resource_id JOIN unit u ON u.id = f.unit_id
              JOIN exception_row e ON %s AND %s
            WHERE f.id IN (<findings>) AND f.resolved_at IS NULL ORDER BY e.expires_on, e.id DESC
            """
                .formatted(Coverage.IN_FORCE, Coverage.MATCH))
        .bindList("findings", findings)
        .bind("today", today.toString())
        .map(
            (row, context) ->
                Map.entry(
                    row.getLong("finding"),
                    new ExceptionMark(
                        row.getLong("id"),
                        LocalDate.parse(row.getString("expires_on")),
                        row.getString("owner"),
                        row.getString("approved_by"))))
        .forEach(entry -> marks.put(entry.getKey(), entry.getValue()));
    return marks;
  }

  /** {@code excepted until 2026-12-31, by the security board}. */
  public String words() {
    return "excepted until " + until + ", by " + approvedBy;
  }
}
