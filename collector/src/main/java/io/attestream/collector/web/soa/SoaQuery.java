package io.attestream.collector.web.soa;

import io.attestream.checks.control.Control;
import io.attestream.collector.soa.Contradiction;
import io.attestream.collector.soa.SoaDifference;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaTable;
import io.attestream.collector.soa.SoaVersion;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.ScopeGrades;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads the Statement for pages and the API. */
public final class SoaQuery {
  private final Reference reference;
  private final Statement statement;

  public SoaQuery(Reference reference, Statement statement) {
    this.reference = reference;
    this.statement = statement;
  }

  /** The Statement of a scope, or of everything; 404 for a scope that is not defined. */
  public SoaView all(Handle handle, String scope, Instant now, List<String> problems, String done) {
    ScopeChoice choice = ScopeChoice.read(handle, scope);
    Map<String, SoaEntry> rows = SoaTable.all(handle, scope);
    ScopeGrades graded = ScopeGrades.read(handle, reference.scopes(), choice, now);
    Map<String, GradeRow> grades = graded.controls();
    List<SoaVersion> versions = SoaVersion.all(handle, scope);
    int changes = versions.isEmpty() ? 0 : differences(versions.get(0).rows(), rows).size();
    return new SoaView(
        choice,
        reference.controls().stream().map(c -> line(c, rows, grades)).toList(),
        versions.stream().map(v -> version(v, now)).toList(),
        choice.everything() ? clauses(handle) : clauses(graded),
        rows.isEmpty() ? List.of() : statement.gaps(rows),
        Contradiction.all(handle, reference.catalogue(), scope),
        changes,
        problems,
        done);
  }

  private static SoaView.Line line(
      Control control, Map<String, SoaEntry> rows, Map<String, GradeRow> grades) {
    return new SoaView.Line(
        control.id(),
        control.title(),
        Optional.ofNullable(rows.get(control.id())),
        grade(control, grades));
  }

  /** The badge of a control in a scope. */
  GradeBadge grade(Handle handle, ScopeChoice scope, Control control, Instant now) {
    return grade(control, ScopeGrades.read(handle, reference.scopes(), scope, now).controls());
  }

  private static GradeBadge grade(Control control, Map<String, GradeRow> grades) {
    GradeRow row = grades.get(control.id());
    return (row == null ? GradeRow.unassessed(control) : row).badge();
  }

  private static List<SoaView.Clause> clauses(ScopeGrades graded) {
    return new TreeMap<>(graded.clauses())
        .entrySet().stream()
            .map(
                clause ->
                    new SoaView.Clause(
                        clause.getKey(),
                        clause.getValue().isEmpty()
                            ? GradeBadge.CONFORMING
                            : clause.getValue().get(0).grade(),
                        clause.getValue().stream().filter(SoaQuery::acrossControls).toList()))
            .filter(clause -> !clause.rules().isEmpty())
            .toList();
  }

  private static List<SoaView.Clause> clauses(Handle handle) {
    return handle
        .createQuery("SELECT clause, grade, detail FROM clause_grade ORDER BY clause")
        .map(
            (row, context) -> {
              GradeRow read =
                  GradeRow.of(
                      row.getString("clause"),
                      row.getString("grade"),
                      "",
                      row.getString("detail"),
                      0,
                      0);
              return new SoaView.Clause(
                  read.control(),
                  GradeBadge.of(read.grade(), false),
                  read.fired().stream().filter(SoaQuery::acrossControls).toList());
            })
        .list()
        .stream()
        .filter(clause -> !clause.rules().isEmpty())
        .toList();
  }

  /** The rest stands on the page of the clauses. */
  private static boolean acrossControls(GradeRow.Rule rule) {
    return rule.rule().startsWith("X") || rule.rule().startsWith("G");
  }

  public static SoaView.Version version(SoaVersion version, Instant now) {
    return new SoaView.Version(
        version.version(),
        version.note(),
        version.frozenBy(),
        When.of(version.frozenAt(), now),
        version.digest(),
        version.logIndex());
  }

  /** A version with its differences; 404 when it was never frozen. */
  public SoaVersionView one(Handle handle, String scope, long number, Instant now) {
    SoaVersion version = frozen(handle, scope, number);
    Optional<SoaVersion> before = SoaVersion.find(handle, scope, number - 1);
    return new SoaVersionView(
        ScopeChoice.read(handle, scope),
        version(version, now),
        before.isEmpty(),
        before.map(b -> differences(b.rows(), version.rows())).orElse(List.of()),
        differences(version.rows(), SoaTable.all(handle, scope)));
  }

  static SoaVersion frozen(Handle handle, String scope, long number) {
    return SoaVersion.find(handle, scope, number)
        .orElseThrow(() -> HttpProblem.notFound("The Statement has no version " + number + "."));
  }

  private List<SoaDifference> differences(
      Map<String, SoaEntry> before, Map<String, SoaEntry> after) {
    return SoaDifference.between(statement.order(), before, after);
  }
}
