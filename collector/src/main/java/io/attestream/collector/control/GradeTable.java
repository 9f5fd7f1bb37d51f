package io.attestream.collector.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.live.LiveEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Writes grades, and each change of one into its history. */
final class GradeTable {
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Keeps the grade of a control.
   *
   * @param freshUntil until when its evidence is fresh enough, in epoch milliseconds
   * @return what changed, if the grade did
   */
  Optional<LiveEvent.GradeChanged> keep(
      Handle handle, ControlFacts facts, Assessment assessment, OptionalLong freshUntil, long now) {
    String control = facts.control();
    Optional<String> before =
        handle
            .createQuery("SELECT grade FROM grade WHERE control = :control")
            .bind("control", control)
            .mapTo(String.class)
            .findOne();
    String grade = assessment.grade().name();
    String detail = detail(told(facts), assessment.fired());
    handle
        .createUpdate(
            """
            INSERT INTO grade (control, grade, confidence, detail, since, assessed_at, fresh_until)
            VALUES (:control, :grade, :confidence, :detail, :now, :now, :fresh)
            ON CONFLICT (control) DO UPDATE SET
              grade = excluded.grade, confidence = excluded.confidence, detail = excluded.detail,
              since = CASE WHEN grade.grade = excluded.grade THEN grade.since ELSE excluded.since END,
              assessed_at = excluded.assessed_at, fresh_until = excluded.fresh_until
            """)
        .bind("control", control)
        .bind("grade", grade)
        .bind("confidence", assessment.confidence().name())
        .bind("detail", detail)
        .bind("now", now)
        .bind("fresh", freshUntil.isPresent() ? (Long) freshUntil.getAsLong() : null)
        .execute();
    if (before.equals(Optional.of(grade))) {
      return Optional.empty();
    }
    moved(handle, "grade_history", control, before.orElse(""), assessment, detail, now);
    return Optional.of(new LiveEvent.GradeChanged(control, before.orElse(""), grade));
  }

  /** Keeps the grades of clauses; one that is not among them any more has none. */
  void keepClauses(Handle handle, Map<String, Assessment> clauses, long now) {
    Map<String, String> before =
        handle
            .createQuery("SELECT clause, grade FROM clause_grade")
            .reduceRows(
                new java.util.HashMap<>(),
                (grades, row) -> {
                  grades.put(
                      row.getColumn("clause", String.class), row.getColumn("grade", String.class));
                  return grades;
                });
    clauses.forEach(
        (clause, assessment) -> {
          String detail = detail(Map.of(), assessment.fired());
          keepClause(handle, clause, assessment, detail, now);
          String was = before.getOrDefault(clause, "");
          if (!was.equals(assessment.grade().name())) {
            moved(handle, "clause_history", clause, was, assessment, detail, now);
          }
        });
    before.forEach(
        (clause, was) -> {
          if (!clauses.containsKey(clause)) {
            handle.execute("DELETE FROM clause_grade WHERE clause = ?", clause);
            Assessment nothing = Assessment.nothingFired();
            if (!was.equals(nothing.grade().name())) {
              moved(
                  handle,
                  "clause_history",
                  clause,
                  was,
                  nothing,
                  detail(Map.of(), nothing.fired()),
                  now);
            }
          }
        });
  }

  private static void keepClause(
      Handle handle, String clause, Assessment assessment, String detail, long now) {
    handle
        .createUpdate(
            """
            INSERT INTO clause_grade (clause, grade, detail, since, assessed_at)
            VALUES (:clause, :grade, :detail, :now, :now)
            ON CONFLICT (clause) DO UPDATE SET
              grade = excluded.grade, detail = excluded.detail,
              since = CASE WHEN clause_grade.grade = excluded.grade THEN clause_grade.since
                ELSE excluded.since END,
              assessed_at = excluded.assessed_at
            """)
        .bind("clause", clause)
        .bind("grade", assessment.grade().name())
        .bind("detail", detail)
        .bind("now", now)
        .execute();
  }

  /** Two changes in one millisecond are one: from the first grade to the last. */
  private static void moved(
      Handle handle,
      String table,
      String subject,
      String from,
      Assessment to,
      String detail,
      long now) {
    String column = table.equals("grade_history") ? "control" : "clause";
    handle
        .createUpdate(
            """
            INSERT INTO %s (%s, at, grade, detail, from_grade, rule)
            VALUES (:subject, :now, :grade, :detail, :from, :rule)
            ON CONFLICT (%s, at) DO UPDATE SET grade = excluded.grade, detail = excluded.detail,
              rule = excluded.rule
            """
                .formatted(table, column, column))
        .bind("subject", subject)
        .bind("now", now)
        .bind("grade", to.grade().name())
        .bind("detail", detail)
        .bind("from", from)
        .bind("rule", to.fired().isEmpty() ? "" : to.fired().get(0).rule())
        .execute();
  }

  private static Map<String, Object> told(ControlFacts facts) {
    return Map.of(
        "automation", facts.automation().name(),
        "foundation", facts.foundation(),
        "coveragePermille", Math.round(facts.coverage() * 1000),
        "periodPermille", Math.round(facts.periodCoverage() * 1000),
        "manual", facts.manual().state().name(),
        "checks", facts.checks().size());
  }

  private String detail(Map<String, Object> facts, List<Fired> fired) {
    try {
      return json.writeValueAsString(
          Map.of(
              "fired",
              fired.stream()
                  .map(
                      f ->
                          Map.of(
                              "rule", f.rule(),
                              "grade", f.grade().name(),
                              "facts", f.facts(),
                              "against", f.against()))
                  .toList(),
              "facts",
              facts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a grade's detail is plain text and numbers", e);
    }
  }
}
