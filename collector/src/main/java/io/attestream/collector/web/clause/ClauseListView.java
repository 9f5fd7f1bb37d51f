package io.attestream.collector.web.clause;

import io.attestream.collector.clauses.ClauseEvent;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The clauses with their grades, and the audits and reviews.
 *
 * @param across what shows across controls, and clauses that are not in the register
 * @param problems why nothing was changed
 */
public record ClauseListView(
    LocalDate today,
    List<Line> lines,
    List<Line> across,
    List<ClauseEvent> events,
    List<String> problems) {
  public ClauseListView {
    lines = List.copyOf(lines);
    across = List.copyOf(across);
    events = List.copyOf(events);
    problems = List.copyOf(problems);
  }

  /**
   * One clause.
   *
   * @param grade empty while the register is not begun and no rule speaks of it
   */
  public record Line(
      String clause,
      String title,
      boolean documented,
      Optional<GradeBadge> grade,
      List<GradeRow.Rule> rules) {}

  /** Whether it is planned and its day is past. */
  public boolean late(ClauseEvent event) {
    return event.outcome().isEmpty() && event.plannedOn().isBefore(today);
  }

  public boolean begun() {
    return lines.stream().allMatch(line -> line.grade().isPresent());
  }
}
