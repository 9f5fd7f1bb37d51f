package io.attestream.collector.web.finding;

import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.web.finding.FindingListView.Line;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads findings, newest first. */
public final class FindingQuery {
  private final Reference reference;

  public FindingQuery(Reference reference) {
    this.reference = reference;
  }

  /** Which findings are wanted; empty texts and {@code before} 0 stand for all. */
  public record Filter(
      FindingState state,
      Optional<SeverityBadge> severity,
      String unit,
      String check,
      long before) {}

  public Page<Line> find(Handle handle, Filter filter, int size, Instant now) {
    List<Line> read =
        handle
            .createQuery(
                """
                SELECT f.id, f.check_id, f.severity, f.resource_id, f.opened_at, f.resolved_at,
                  f.resolution, s.name, s.rid, u.name AS unit
                FROM finding f JOIN resource s ON s.id = f.resource_id JOIN unit u ON u.id = f.unit_id
                WHERE (:before = 0 OR f.id < :before)
                  AND (:state = 'ALL' OR (:state = 'OPEN') = (f.resolved_at IS NULL))
                  AND (:severity = '' OR UPPER(f.severity) = :severity)
                  AND (:unit = '' OR u.name = :unit)
                  AND (:check = '' OR f.check_id = :check)
                ORDER BY f.id DESC LIMIT :most
                """)
            .bind("before", filter.before())
            .bind("state", filter.state().name())
            .bind("severity", filter.severity().map(Enum::name).orElse(""))
            .bind("unit", filter.unit())
            .bind("check", filter.check())
            .bind("most", size + 1)
            .map((row, context) -> line(row, now))
            .list();
    return Page.of(marked(handle, read, now), size, Line::id);
  }

  private static List<Line> marked(Handle handle, List<Line> lines, Instant now) {
    Set<String> checks =
        lines.stream()
            .filter(line -> line.resolved().isEmpty())
            .map(Line::check)
            .collect(Collectors.toSet());
    Map<String, List<Mark.InUnit>> marks = Mark.byCheck(handle, checks, now);
    Map<Long, ExceptionMark> exceptions =
        ExceptionMark.of(
            handle,
            lines.stream().map(Line::id).toList(),
            LocalDate.ofInstant(now, ZoneOffset.UTC));
    return lines.stream()
        .map(line -> line.resolved().isEmpty() ? line.with(marks, exceptions.get(line.id())) : line)
        .toList();
  }

  private Line line(ResultSet row, Instant now) throws SQLException {
    long resolved = row.getLong("resolved_at");
    boolean open = row.wasNull();
    String check = row.getString("check_id");
    return new Line(
        row.getLong("id"),
        check,
        reference.checkTitle(check),
        SeverityBadge.of(row.getString("severity")),
        row.getLong("resource_id"),
        row.getString("name"),
        row.getString("rid"),
        row.getString("unit"),
        When.of(row.getLong("opened_at"), now),
        open ? Optional.empty() : Optional.of(When.of(resolved, now)),
        words(row.getString("resolution")),
        reference
            .check(check)
            .map(c -> c.controls().stream().map(ControlEdge::control).toList())
            .orElse(List.of()),
        List.of(),
        Optional.empty());
  }

  private static String words(@org.jspecify.annotations.Nullable String resolution) {
    if (resolution == null) {
      return "";
    }
    return switch (resolution) {
      case "PASS" -> "passes now";
      case "GONE" -> "the resource is gone";
      case "NOT_APPLICABLE" -> "no longer applies";
      default -> resolution;
    };
  }
}
