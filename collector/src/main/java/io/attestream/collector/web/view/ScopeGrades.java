package io.attestream.collector.web.view;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.control.ScopeBoard;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The grades that a page shows: those that are kept for everything, those that are computed now for a
 * scope.
 *
 * @param controls by Annex A id
 * @param clauses graded clauses by number; empty for everything, whose clauses are kept elsewhere
 * @param freshUntil by control; empty for everything
 */
public record ScopeGrades(
    Map<String, GradeRow> controls,
    Map<String, List<GradeRow.Rule>> clauses,
    Map<String, Long> freshUntil) {

  public static ScopeGrades read(Handle handle, ScopeBoard board, ScopeChoice scope, Instant now) {
    if (scope.everything()) {
      return new ScopeGrades(GradeRow.all(handle), Map.of(), Map.of());
    }
    ScopeBoard.Grades grades = board.grades(handle, scope.name(), now);
    Map<String, GradeRow> controls = new HashMap<>();
    Map<String, Long> fresh = new HashMap<>();
    grades
        .controls()
        .forEach(
            (control, graded) -> {
              controls.put(control, row(control, graded, now));
              graded.freshUntil().ifPresent(at -> fresh.put(control, at));
            });
    Map<String, List<GradeRow.Rule>> clauses = new HashMap<>();
    grades.clauses().forEach((clause, assessment) -> clauses.put(clause, rules(assessment)));
    return new ScopeGrades(controls, clauses, fresh);
  }

  /** The row of a control has no {@code since}: of a scope no history is kept. */
  private static GradeRow row(String control, ScopeBoard.Graded graded, Instant now) {
    return new GradeRow(
        control,
        graded.assessment().grade().name(),
        graded.assessment().confidence().name(),
        graded.facts().automation().name(),
        rules(graded.assessment()),
        0,
        now.toEpochMilli());
  }

  private static List<GradeRow.Rule> rules(Assessment assessment) {
    return assessment.fired().stream().map(ScopeGrades::rule).toList();
  }

  private static GradeRow.Rule rule(Fired fired) {
    return new GradeRow.Rule(
        fired.rule(), GradeBadge.of(fired.grade().name(), false), fired.facts(), fired.against());
  }

  /** Until when a control's evidence is fresh enough, in epoch milliseconds; empty without a result. */
  public Optional<Long> freshUntil(String control) {
    return Optional.ofNullable(freshUntil.get(control));
  }
}
