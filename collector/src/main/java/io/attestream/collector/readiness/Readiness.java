package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Grade;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The forecast of an estate.
 *
 * @param items controls and clauses, worst at the audit first
 * @param fixes what to fix first, see {@link FixOrder}
 * @param unassessed clauses of which no facts are kept, so that nothing can be said of them
 */
public record Readiness(
    AuditPlan plan, List<Forecast> items, List<Fix> fixes, List<String> unassessed) {
  public Readiness {
    items = List.copyOf(items);
    fixes = List.copyOf(fixes);
    unassessed = List.copyOf(unassessed);
  }

  /** How many controls and clauses have each grade today; every grade is there. */
  public Map<Grade, Long> now() {
    return counts(Forecast::now);
  }

  /** The same at the audit. */
  public Map<Grade, Long> then() {
    return counts(Forecast::then);
  }

  /** Those of which something has to happen. */
  public List<Forecast> open() {
    return items.stream().filter(Forecast::open).toList();
  }

  /** The grade in the words of the audit's stage. */
  public String words(Grade grade) {
    return plan.stage1() ? grade.stageOneWords() : grade.words();
  }

  private Map<Grade, Long> counts(Function<Forecast, Assessment> side) {
    Map<Grade, Long> counts = new EnumMap<>(Grade.class);
    for (Grade grade : Grade.values()) {
      counts.put(grade, items.stream().filter(i -> side.apply(i).grade() == grade).count());
    }
    return counts;
  }
}
