package io.attestream.collector.nonconformity;

import io.attestream.collector.assessment.ClauseFacts;
import io.attestream.collector.assessment.CorrectiveAction;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.scopes.ScopeUnits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What the register says to the grades. Reads the open entries, and those effective within a year. */
public final class RegisterFacts {
  /** The clause that the register is about; the register itself is the documented information it asks for. */
  public static final String CLAUSE = "10.2";

  private final Instant now;
  private final long heldSince;
  private final LocalDate today;
  private final List<Nonconformity> open = new ArrayList<>();
  private final List<Nonconformity> effective = new ArrayList<>();
  private final Set<Long> elsewhere = new HashSet<>();
  private final Map<String, Set<String>> tracked = new HashMap<>();
  private final Map<String, Integer> recurrences = new HashMap<>();

  private RegisterFacts(Instant now, long heldDays) {
    this.heldSince = now.minus(Duration.ofDays(heldDays)).toEpochMilli();
    this.now = now;
    this.today = Clocks.day(now);
  }

  /** @param now epoch milliseconds */
  public static RegisterFacts read(Handle handle, long now) {
    return read(
        handle, ScopeUnits.all(), GradingParameters.DEFAULTS.recurrence().windowDays(), now);
  }

  /**
   * Without the entries that watch nothing but checks in other units.
   *
   * @param heldDays for so long an effective corrective action and a recurrence count
   */
  public static RegisterFacts read(Handle handle, ScopeUnits in, long heldDays, long now) {
    RegisterFacts facts = new RegisterFacts(Instant.ofEpochMilli(now), heldDays);
    facts.readElsewhere(handle, in);
    facts.readEntries(handle);
    facts.readTracked(handle);
    facts.readRecurrences(handle);
    return facts;
  }

  /**
   * Whether the failures of a check are in a nonconformity, or in an entry with a ticket.
   *
   * @param units names of the units in which it fails
   */
  public boolean tracked(String check, Set<String> units) {
    Set<String> covered = tracked.getOrDefault(check, Set.of());
    return covered.contains("") || (!units.isEmpty() && covered.containsAll(units));
  }

  /** How often the check failed again after an effective corrective action, in the last year. */
  public int recurrence(String check) {
    return recurrences.getOrDefault(check, 0);
  }

  /**
   * The corrective actions on a control. One that is implemented has no day left to be missed. An
   * effective one stays recorded for a year while nothing of the control fails; a new failure needs
   * an action of its own.
   */
  public List<CorrectiveAction> actions(String control, boolean fails) {
    String requirement = Requirement.ofControl(control).text();
    List<CorrectiveAction> actions = new ArrayList<>();
    open.stream()
        .filter(entry -> entry.kind().nonconformity())
        .filter(entry -> entry.requirement().text().equals(requirement))
        .map(this::action)
        .forEach(actions::add);
    if (!fails) {
      effective.stream()
          .filter(entry -> entry.requirement().text().equals(requirement))
          .map(this::action)
          .forEach(actions::add);
    }
    return actions;
  }

  /** Categories of the causes that open nonconformities of a control were found to have. */
  public Set<String> causes(String control) {
    String requirement = Requirement.ofControl(control).text();
    Set<String> causes = new HashSet<>();
    for (Nonconformity entry : open) {
      String category = entry.progress().category();
      if (entry.requirement().text().equals(requirement) && !category.isEmpty()) {
        causes.add(category);
      }
    }
    return causes;
  }

  /** Owner of the newest open nonconformity of a control, for a control that the Statement gives none. */
  public String owner(String control) {
    String requirement = Requirement.ofControl(control).text();
    String owner = "";
    for (Nonconformity entry : open) {
      if (entry.kind().nonconformity() && entry.requirement().text().equals(requirement)) {
        owner = entry.owner();
      }
    }
    return owner;
  }

  /** For each nonconformity without a cause analysis, its days since opening or reopening (CL6). */
  public List<Long> withoutCauseDays() {
    return open.stream()
        .filter(entry -> entry.kind().nonconformity() && entry.stage().beforeCause())
        .map(entry -> Math.max(0, Duration.between(entry.progress().from(), now).toDays()))
        .toList();
  }

  /** Whether there is an entry that is open, or was ended within a year. */
  public boolean inUse() {
    return !open.isEmpty() || !effective.isEmpty();
  }

  /** Clause 10.2 while a cause is still to be found. */
  public List<ClauseFacts> clauses() {
    List<Long> ages = withoutCauseDays();
    return ages.isEmpty()
        ? List.of()
        : List.of(
            new ClauseFacts(CLAUSE, true, ManualEvidence.VALID, null, null, null, 0, 0, ages));
  }

  private CorrectiveAction action(Nonconformity entry) {
    long overdue =
        entry
            .actionDueOn()
            .map(due -> today.toEpochDay() - due.toEpochDay())
            .orElse(-ManualEvidence.NEVER);
    return new CorrectiveAction(
        entry.kind() == Kind.MAJOR ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR, overdue);
  }

  private void readElsewhere(Handle handle, ScopeUnits in) {
    if (in.ids().isEmpty()) {
      return;
    }
    Map<Long, Set<String>> watched = new HashMap<>();
    handle
        .createQuery("SELECT nonconformity_id, unit FROM nonconformity_scope")
        .map((row, context) -> Map.entry(row.getLong("nonconformity_id"), row.getString("unit")))
        .forEach(
            row -> watched.computeIfAbsent(row.getKey(), n -> new HashSet<>()).add(row.getValue()));
    watched.forEach(
        (entry, units) -> {
          if (!in.hasAny(units)) {
            elsewhere.add(entry);
          }
        });
  }

  private void readEntries(Handle handle) {
    handle
        .createQuery(
            "SELECT n.* FROM nonconformity n WHERE "
                + NonconformityTable.OPEN
                + " OR (n.stage = 'EFFECTIVE' AND n.changed_at > :since) ORDER BY n.id")
        .bind("since", heldSince)
        .map((row, context) -> NonconformityTable.read(row))
        .stream()
        .filter(entry -> !elsewhere.contains(entry.id()))
        .forEach(entry -> (entry.open() ? open : effective).add(entry));
  }

  private void readTracked(Handle handle) {
    handle
        .createQuery(
            "SELECT w.check_id, w.unit FROM nonconformity n"
                + " JOIN nonconformity_scope w ON w.nonconformity_id = n.id WHERE "
                + NonconformityTable.OPEN
                + " AND (n.kind <> 'OFI' OR EXISTS (SELECT 1 FROM nonconformity_ticket t"
                + " WHERE t.nonconformity_id = n.id))")
        .map((row, context) -> new Watched(row.getString("check_id"), row.getString("unit")))
        .forEach(
            watched ->
                tracked.computeIfAbsent(watched.check(), c -> new HashSet<>()).add(watched.unit()));
  }

  private void readRecurrences(Handle handle) {
    handle
        .createQuery(
            "SELECT nonconformity_id, check_id FROM nonconformity_recurrence WHERE at > :since")
        .bind("since", heldSince)
        .map(
            (row, context) -> Map.entry(row.getString("check_id"), row.getLong("nonconformity_id")))
        .stream()
        .filter(time -> !elsewhere.contains(time.getValue()))
        .forEach(time -> recurrences.merge(time.getKey(), 1, Integer::sum));
  }
}
