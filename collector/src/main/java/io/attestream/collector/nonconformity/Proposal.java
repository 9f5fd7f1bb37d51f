package io.attestream.collector.nonconformity;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.assessment.Grade;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Fills a draft in from what the product sees. A person reads, changes and opens it. */
public final class Proposal {
  private final Catalogue catalogue;
  private final ControlRegistry registry;

  public Proposal(Catalogue catalogue, ControlRegistry registry) {
    this.catalogue = catalogue;
    this.registry = registry;
  }

  /** From the grade of a control; empty when Annex A has no such control. */
  public Optional<Draft> ofControl(Handle handle, String control) {
    return registry
        .byId(control)
        .map(
            known -> {
              Optional<GradeSnapshot> grade = GradeSnapshot.read(handle, control);
              String statement =
                  grade
                      .map(g -> known.title() + ": " + told(g))
                      .orElse(known.title() + ": not assessed yet.");
              return new Draft(
                  grade.map(GradeSnapshot::kind).orElse(Kind.OFI),
                  Requirement.ofControl(control),
                  Source.GRADE,
                  cut(statement),
                  "",
                  owner(handle, control),
                  0,
                  failing(handle, control));
            });
  }

  /** From a finding, for the worst graded of the controls that its check is mapped to. */
  public Optional<Draft> ofFinding(Handle handle, long finding) {
    return FailureQuery.one(handle, finding)
        .flatMap(
            failure ->
                catalogue.byId(failure.check()).flatMap(check -> draft(handle, failure, check)));
  }

  private static Optional<Draft> draft(Handle handle, Failure failure, Check check) {
    Optional<ControlEdge> worst =
        check.controls().stream()
            .max(
                Comparator.comparing((ControlEdge edge) -> rank(handle, edge.control()))
                    .thenComparing(ControlEdge::key));
    return worst.map(
        edge ->
            new Draft(
                GradeSnapshot.read(handle, edge.control())
                    .map(GradeSnapshot::kind)
                    .orElse(Kind.OFI),
                Requirement.ofControl(edge.control()),
                Source.FINDING,
                cut(
                    "%s: fails on %s in %s since %s."
                        .formatted(
                            check.title(),
                            failure.name(),
                            failure.unit(),
                            Clocks.day(failure.openedAt()))),
                "",
                owner(handle, edge.control()),
                failure.finding(),
                List.of(new Watched(failure.check(), failure.unit()))));
  }

  /** Not applicable stands outside the order, and a control without a grade before it. */
  private static int rank(Handle handle, String control) {
    return GradeSnapshot.read(handle, control)
        .map(GradeSnapshot::grade)
        .filter(grade -> grade != Grade.NOT_APPLICABLE)
        .map(Grade::ordinal)
        .orElse(-1);
  }

  private static String told(GradeSnapshot grade) {
    String words = grade.grade().words().toLowerCase(Locale.ROOT);
    return grade.rule().isEmpty()
        ? words + "."
        : words + " by rule " + grade.rule() + ", " + grade.facts() + ".";
  }

  /** The checks of a control that fail now, in all units. */
  private List<Watched> failing(Handle handle, String control) {
    List<String> mapped =
        catalogue.checks().stream()
            .filter(check -> check.controls().stream().anyMatch(e -> e.control().equals(control)))
            .map(Check::id)
            .toList();
    if (mapped.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            "SELECT check_id FROM counter WHERE check_id IN (<mapped>) GROUP BY check_id"
                + " HAVING SUM(fail) > 0 ORDER BY check_id LIMIT "
                + Draft.MOST_CHECKS)
        .bindList("mapped", mapped)
        .map((row, context) -> new Watched(row.getString("check_id"), ""))
        .list();
  }

  private static String owner(Handle handle, String control) {
    return handle
        .createQuery("SELECT owner FROM soa_row WHERE scope = '' AND control = :control")
        .bind("control", control)
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  private static String cut(String text) {
    return text.length() <= TextRules.LONG ? text : text.substring(0, TextRules.LONG - 1) + "…";
  }
}
