package io.attestream.collector.clauses;

import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.ClauseFacts;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.manual.ManualRecord;
import io.attestream.collector.manual.ManualState;
import io.attestream.collector.manual.ManualTable;
import io.attestream.collector.nonconformity.RegisterFacts;
import io.attestream.collector.soa.SoaTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The facts of the clauses, from what people recorded. Until anything is recorded, only the
 * register of nonconformities tells. */
public final class ClauseRegister {
  private final List<String> controls;

  public ClauseRegister(ControlRegistry registry) {
    this.controls = registry.controls().stream().map(Control::id).toList();
  }

  /**
   * Reads them.
   *
   * @param register tells of nonconformities without a cause analysis (CL6), also before the clauses are begun
   */
  public List<ClauseFacts> facts(Handle handle, RegisterFacts register, LocalDate today) {
    List<ClauseEvent> events = ClauseEventTable.all(handle);
    Map<String, List<ManualRecord>> records = ManualTable.all(handle);
    boolean begun =
        !events.isEmpty()
            || Requirement.all().stream().anyMatch(r -> records.containsKey(r.subject()));
    if (!begun) {
      return register.clauses();
    }
    AuditCycle cycle = new AuditCycle(events, controls, SoaTable.all(handle), records, today);
    return Requirement.all().stream()
        .map(
            requirement ->
                facts(
                    requirement,
                    records.getOrDefault(requirement.subject(), List.of()),
                    new PastEvents(events, today),
                    cycle,
                    register,
                    today))
        .toList();
  }

  private static ClauseFacts facts(
      Requirement requirement,
      List<ManualRecord> records,
      PastEvents events,
      AuditCycle cycle,
      RegisterFacts register,
      LocalDate today) {
    String clause = requirement.clause();
    boolean corrective = clause.equals(RegisterFacts.CLAUSE);
    boolean programme = clause.equals("9.2.2");
    @Nullable Double coverage = programme && cycle.told() ? (Double) cycle.coverage() : null;
    return new ClauseFacts(
        clause,
        requirement.documented(),
        corrective && register.inUse()
            ? ManualEvidence.VALID
            : documents(clause, records, events, today),
        switch (clause) {
          case "9.2.1" -> events.next(EventKind.AUDIT);
          case "9.3.1" -> events.next(EventKind.REVIEW);
          default -> null;
        },
        clause.equals("9.3.2") ? events.lastReview().orElse(null) : null,
        coverage,
        programme ? cycle.audits() : 0,
        programme ? cycle.ownWork() : 0,
        corrective ? register.withoutCauseDays() : List.of());
  }

  /** The report of an audit and the minutes of a review are records of their clauses. */
  private static ManualEvidence documents(
      String clause, List<ManualRecord> records, PastEvents events, LocalDate today) {
    ManualEvidence recorded = ManualState.any(records, today);
    Optional<EventKind> shownBy =
        switch (clause) {
          case "9.2.1" -> Optional.of(EventKind.AUDIT);
          case "9.3.1", "9.3.2", "9.3.3" -> Optional.of(EventKind.REVIEW);
          default -> Optional.empty();
        };
    boolean shown = shownBy.flatMap(events::last).isPresent();
    return !recorded.present() && shown ? ManualEvidence.VALID : recorded;
  }
}
