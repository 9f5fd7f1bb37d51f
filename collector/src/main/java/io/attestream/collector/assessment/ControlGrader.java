package io.attestream.collector.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Grades one control. The gate (Statement of Applicability) is asked first and ends the matter when
 * it fires; else every rule is tried, all that fire are kept, and the grade is the worst of them.
 */
public final class ControlGrader {
  private final GradingParameters parameters;

  public ControlGrader(GradingParameters parameters) {
    this.parameters = parameters;
  }

  public Assessment assess(ControlFacts facts) {
    Optional<Fired> gate = GateRules.first(facts, parameters);
    if (gate.isPresent()) {
      return new Assessment(gate.get().grade(), confidence(facts, List.of()), List.of(gate.get()));
    }
    List<Fired> fired = new ArrayList<>();
    fired.addAll(MajorRules.fired(facts, parameters));
    fired.addAll(MinorRules.fired(facts, parameters));
    fired.addAll(EvidenceRules.fired(facts, parameters));
    fired.addAll(ImprovementRules.fired(facts, parameters));
    fired.sort(Comparator.comparing(Fired::grade).reversed().thenComparing(Fired::rule));
    Grade grade = fired.stream().map(Fired::grade).reduce(Grade.CONFORMING, Grade::worse);
    return new Assessment(grade, confidence(facts, fired), fired);
  }

  private Confidence confidence(ControlFacts facts, List<Fired> fired) {
    boolean capped =
        fired.stream().anyMatch(f -> f.rule().equals("O5") || f.rule().startsWith("E"));
    if (capped || facts.coverage() < parameters.coverageFull()) {
      return Confidence.LOW;
    }
    return switch (facts.automation()) {
      case F -> Confidence.HIGH;
      case P -> Confidence.MEDIUM;
      case W, N -> Confidence.LOW;
    };
  }
}
