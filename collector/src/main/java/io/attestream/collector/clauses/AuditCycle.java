package io.attestream.collector.clauses;

import io.attestream.collector.manual.ManualRecord;
import io.attestream.collector.soa.SoaEntry;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What internal audits of three years cover, held and planned, and who held them (CL4, CL5). */
final class AuditCycle {
  private static final int YEARS = 3;

  private final List<ClauseEvent> planned;
  private final List<ClauseEvent> held;
  private final List<String> controls;
  private final Map<String, SoaEntry> statement;
  private final Map<String, List<ManualRecord>> records;

  AuditCycle(
      List<ClauseEvent> events,
      List<String> controls,
      Map<String, SoaEntry> statement,
      Map<String, List<ManualRecord>> records,
      LocalDate today) {
    LocalDate begin = today.minusYears(YEARS);
    LocalDate end = today.plusYears(YEARS);
    this.held =
        events.stream()
            .filter(event -> event.is(EventKind.AUDIT))
            .filter(event -> event.outcome().filter(h -> h.on().isAfter(begin)).isPresent())
            .toList();
    this.planned =
        events.stream()
            .filter(event -> event.is(EventKind.AUDIT) && event.outcome().isEmpty())
            .filter(event -> event.plannedOn().isBefore(end))
            .toList();
    this.controls =
        controls.stream()
            .filter(id -> !statement.containsKey(id) || statement.get(id).applicable())
            .toList();
    this.statement = statement;
    this.records = records;
  }

  /** Whether there is any audit that could cover something. */
  boolean told() {
    return !held.isEmpty() || !planned.isEmpty();
  }

  /** Share of the requirements and of the controls that apply, 0 to 1. */
  double coverage() {
    List<ClauseEvent> all = Stream.concat(held.stream(), planned.stream()).toList();
    long clauses =
        Requirement.all().stream()
            .filter(r -> all.stream().anyMatch(e -> AuditScope.coversClause(e.scope(), r.clause())))
            .count();
    long covered =
        controls.stream()
            .filter(id -> all.stream().anyMatch(e -> AuditScope.coversControl(e.scope(), id)))
            .count();
    return (double) (clauses + covered) / (Requirement.all().size() + controls.size());
  }

  int audits() {
    return held.size();
  }

  /** Audits over something that every auditor of the team owns: nobody independent was there for it. */
  int ownWork() {
    return (int) held.stream().filter(this::ownWork).count();
  }

  private boolean ownWork(ClauseEvent audit) {
    Set<String> team = audit.auditors().stream().map(AuditCycle::name).collect(Collectors.toSet());
    Stream<Set<String>> ofControls =
        controls.stream()
            .filter(id -> AuditScope.coversControl(audit.scope(), id))
            .map(this::controlOwners);
    Stream<Set<String>> ofClauses =
        Requirement.all().stream()
            .filter(r -> AuditScope.coversClause(audit.scope(), r.clause()))
            .map(r -> recordOwners(r.subject()));
    return Stream.concat(ofControls, ofClauses)
        .anyMatch(owners -> !team.isEmpty() && owners.containsAll(team));
  }

  private Set<String> controlOwners(String control) {
    Set<String> owners = new HashSet<>(recordOwners(control));
    SoaEntry entry = statement.get(control);
    if (entry != null) {
      owners.add(name(entry.owner()));
    }
    return owners;
  }

  private Set<String> recordOwners(String subject) {
    return records.getOrDefault(subject, List.of()).stream()
        .map(record -> name(record.owner()))
        .collect(Collectors.toSet());
  }

  private static String name(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
