package io.attestream.collector.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Grades one control. The gate (Statement of Applicability) is asked first and ends the matter when
 * it fires; else every rule is tried, all that fire are kept, and the grade is the worst of them.
 */
public final class ControlGrader {
  private final GradingParameters parameters;

  public ControlGrader(GradingParameters parameters) {
    this.parameters = parameters;
  }

  public GradingParameters parameters() {
    return parameters;
  }

  public Assessment assess(ControlFacts facts) {
    Optional<Fired> gate = GateRules.first(facts, parameters);
    if (gate.isPresent()) {
      return Assessment.of(confidence(facts, List.of()), List.of(gate.get()));
    }
    List<Fired> fired = new ArrayList<>();
    fired.addAll(MajorRules.fired(facts, parameters));
    fired.addAll(MinorRules.fired(facts, parameters));
    fired.addAll(EvidenceRules.fired(facts, parameters));
    fired.addAll(ImprovementRules.fired(facts, parameters));
    return Assessment.of(confidence(facts, fired), fired);
  }

  /**
   * The grade that the control will have at an audit when nothing is done: ages, due dates and the
   * review of documents are moved to that day, fresh evidence is taken to stay fresh.
   *
   * @param days until the audit
   */
  public Assessment forecast(ControlFacts facts, long days) {
    ControlFacts then = facts.after(days);
    Assessment assessment = assess(then);
    boolean late =
        assessment.grade() == Grade.NO_EVIDENCE
            && days <= parameters.forecast().evidenceDays()
            && then.soa().applicableAndImplemented();
    if (!late) {
      return assessment;
    }
    List<Fired> fired = new ArrayList<>(assessment.fired());
    fired.add(
        new Fired(
            "FC",
            facts.foundation() ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
            "no evidence, and the audit is in " + days + " days",
            "the evidence may still come in before the audit"));
    return Assessment.of(assessment.confidence(), fired);
  }

  /**
   * The first day, 1 to {@code days} from now, on which the control is graded this badly or worse when
   * nothing is done; empty when it already is, or does not become so. Grades never improve by time
   * alone, so the day is found by halving.
   */
  public OptionalLong worsens(ControlFacts facts, Grade grade, long days) {
    return worsens(day -> facts, grade, days);
  }

  /**
   * As above, where an exception that ends changes the facts.
   *
   * @param facts those of the present, with what holds so many days from now
   */
  public OptionalLong worsens(LongFunction<ControlFacts> facts, Grade grade, long days) {
    if (reaches(facts, grade, 0) || !reaches(facts, grade, days)) {
      return OptionalLong.empty();
    }
    long before = 0;
    long from = days;
    while (from - before > 1) {
      long middle = (before + from) / 2;
      if (reaches(facts, grade, middle)) {
        from = middle;
      } else {
        before = middle;
      }
    }
    return OptionalLong.of(from);
  }

  private boolean reaches(LongFunction<ControlFacts> facts, Grade grade, long days) {
    Grade then = assess(facts.apply(days).after(days)).grade();
    return then != Grade.NOT_APPLICABLE && then.worse(grade) == then;
  }

  private Confidence confidence(ControlFacts facts, List<Fired> fired) {
    boolean capped =
        fired.stream().anyMatch(f -> f.rule().equals("O5") || f.rule().startsWith("E"));
    if (capped || facts.coverage() < parameters.evidence().coverageFull()) {
      return Confidence.LOW;
    }
    return switch (facts.automation()) {
      case F ->
          facts.checks().stream().anyMatch(CheckFacts::stale) ? Confidence.MEDIUM : Confidence.HIGH;
      case P -> Confidence.MEDIUM;
      case W, N -> Confidence.LOW;
    };
  }
}
