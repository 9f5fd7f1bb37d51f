package io.attestream.collector.manual;

import io.attestream.checks.control.AutomationClass;
import io.attestream.collector.assessment.ManualEvidence;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the records of a control add up to. Both slots must be filled; checks fill the slot of operation
 * where they show the control in full. In each slot the record that is due last counts; of the slots
 * the one that is due first.
 */
public final class ManualState {
  private static final Comparator<ManualRecord> LATER =
      Comparator.comparing(ManualRecord::dueOn).thenComparing(ManualRecord::id);

  private ManualState() {}

  /** Where any one of them is enough, such as for a clause: the record that is due last counts. */
  public static ManualEvidence any(List<ManualRecord> records, LocalDate today) {
    return records.stream()
        .max(LATER)
        .map(
            record ->
                new ManualEvidence(
                    true,
                    record.dueInDays(today),
                    record
                        .expires()
                        .map(day -> ChronoUnit.DAYS.between(today, day))
                        .orElse(ManualEvidence.NEVER)))
        .orElse(ManualEvidence.MISSING);
  }

  public static ManualEvidence of(
      List<ManualRecord> records, AutomationClass automation, LocalDate today) {
    Map<Slot, ManualRecord> best = new EnumMap<>(Slot.class);
    records.forEach(
        record -> best.merge(record.slot(), record, (a, b) -> LATER.compare(a, b) >= 0 ? a : b));
    boolean operationShown = automation == AutomationClass.F || best.containsKey(Slot.OPERATION);
    if (!best.containsKey(Slot.DOCUMENTATION) || !operationShown) {
      return ManualEvidence.MISSING;
    }
    long due = best.values().stream().mapToLong(r -> r.dueInDays(today)).min().orElseThrow();
    long expires =
        best.values().stream()
            .flatMap(record -> record.expires().stream())
            .mapToLong(day -> ChronoUnit.DAYS.between(today, day))
            .min()
            .orElse(ManualEvidence.NEVER);
    return new ManualEvidence(true, due, expires);
  }
}
