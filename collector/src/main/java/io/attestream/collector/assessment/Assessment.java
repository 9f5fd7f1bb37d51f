package io.attestream.collector.assessment;

import java.util.Comparator;
import java.util.List;

/**
 * The grade of a control or a clause with its reasons.
 *
 * @param fired all rules that fired, the worst first
 */
public record Assessment(Grade grade, Confidence confidence, List<Fired> fired) {
  private static final Comparator<Fired> WORST_FIRST =
      Comparator.comparing(Fired::grade)
          .reversed()
          .thenComparing(Fired::rule)
          .thenComparing(Fired::facts);

  public Assessment {
    fired = List.copyOf(fired);
  }

  /** What is left of a clause of which no rule speaks any more. */
  public static Assessment nothingFired() {
    return of(Confidence.LOW, List.of());
  }

  /** The worst of what fired; {@link Grade#CONFORMING} only when nothing did. */
  static Assessment of(Confidence confidence, List<Fired> fired) {
    Grade grade = fired.stream().map(Fired::grade).reduce(Grade::worse).orElse(Grade.CONFORMING);
    return new Assessment(grade, confidence, fired.stream().sorted(WORST_FIRST).toList());
  }
}
