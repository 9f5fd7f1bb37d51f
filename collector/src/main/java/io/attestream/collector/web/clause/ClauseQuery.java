package io.attestream.collector.web.clause;

import io.attestream.collector.clauses.ClauseEventTable;
import io.attestream.collector.clauses.Requirement;
import io.attestream.collector.manual.ManualTable;
import io.attestream.collector.web.evidence.EvidenceQuery;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads clauses: what they ask for, what was recorded, and their grades. */
public final class ClauseQuery {
  private ClauseQuery() {}

  public static ClauseListView all(Handle handle, Instant now, List<String> problems) {
    Map<String, GradeRow> grades = grades(handle);
    return new ClauseListView(
        LocalDate.ofInstant(now, ZoneOffset.UTC),
        Requirement.all().stream().map(r -> line(r, grades)).toList(),
        grades.entrySet().stream()
            .filter(row -> Requirement.of(row.getKey()).isEmpty())
            .map(row -> line(row.getKey(), "", false, Optional.of(row.getValue())))
            .toList(),
        ClauseEventTable.all(handle),
        problems);
  }

  /** One clause; 404 when the register has no such number. */
  public static ClauseView one(Handle handle, String clause, Instant now, List<String> problems) {
    Requirement requirement = requirement(clause);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new ClauseView(
        requirement,
        line(requirement, grades(handle)),
        ManualTable.of(handle, requirement.subject()).stream()
            .map(record -> EvidenceQuery.line(record, today, now))
            .toList(),
        today.toString(),
        problems);
  }

  public static Requirement requirement(String clause) {
    return Requirement.of(clause)
        .orElseThrow(
            () -> HttpProblem.notFound("The register of clauses has no '" + clause + "'."));
  }

  private static ClauseListView.Line line(Requirement requirement, Map<String, GradeRow> grades) {
    return line(
        requirement.clause(),
        requirement.title(),
        requirement.documented(),
        Optional.ofNullable(grades.get(requirement.clause())));
  }

  private static ClauseListView.Line line(
      String clause, String title, boolean documented, Optional<GradeRow> row) {
    return new ClauseListView.Line(
        clause,
        title,
        documented,
        row.map(r -> GradeBadge.of(r.grade(), false)),
        row.map(GradeRow::fired).orElse(List.of()));
  }

  private static Map<String, GradeRow> grades(Handle handle) {
    Map<String, GradeRow> grades = new TreeMap<>();
    handle
        .createQuery("SELECT clause, grade, detail, since, assessed_at FROM clause_grade")
        .map(
            (row, context) ->
                GradeRow.of(
                    row.getString("clause"),
                    row.getString("grade"),
                    "LOW",
                    row.getString("detail"),
                    row.getLong("since"),
                    row.getLong("assessed_at")))
        .forEach(row -> grades.put(row.control(), row));
    return grades;
  }
}
