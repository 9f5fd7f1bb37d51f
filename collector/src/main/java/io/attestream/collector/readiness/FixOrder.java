package io.attestream.collector.readiness;

import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.Grade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to fix first. For each control that is forecast as a likely nonconformity: all failing checks are
 * taken as fixed, then given back, the largest first, as long as the control still leaves its grade;
 * what cannot be given back has to be fixed. Those that leave a likely major come before those that
 * leave a likely minor, then the fewest failing resources, then foundation controls. A control that
 * no fix of a resource moves is not here: it needs documents, decisions or evidence.
 */
final class FixOrder {
  private final ControlGrader grader;

  FixOrder(ControlGrader grader) {
    this.grader = grader;
  }

  List<Fix> of(List<ControlFacts> controls, AuditPlan plan, Map<String, String> titles) {
    record Ranked(Fix fix, boolean foundation) {}
    List<Ranked> ranked = new ArrayList<>();
    for (ControlFacts facts : controls) {
      fix(facts, plan.days(), titles.getOrDefault(facts.control(), ""))
          .ifPresent(fix -> ranked.add(new Ranked(fix, facts.foundation())));
    }
    ranked.sort(
        Comparator.comparing((Ranked r) -> r.fix().from(), Comparator.reverseOrder())
            .thenComparing(r -> r.fix().resources())
            .thenComparing(r -> !r.foundation()));
    return ranked.stream().map(Ranked::fix).toList();
  }

  private Optional<Fix> fix(ControlFacts facts, long days, String title) {
    Grade from = grader.forecast(facts, days).grade();
    if (from != Grade.LIKELY_MAJOR && from != Grade.LIKELY_MINOR) {
      return Optional.empty();
    }
    List<CheckFacts> failing =
        facts.checks().stream()
            .filter(check -> check.failing() > 0)
            .sorted(
                Comparator.comparing(CheckFacts::failing)
                    .reversed()
                    .thenComparing(CheckFacts::check))
            .toList();
    Set<String> needed = new HashSet<>(failing.stream().map(CheckFacts::check).toList());
    if (!leaves(facts, needed, days, from)) {
      return Optional.empty();
    }
    for (CheckFacts check : failing) {
      needed.remove(check.check());
      if (!leaves(facts, needed, days, from)) {
        needed.add(check.check());
      }
    }
    List<Fix.Failing> least =
        failing.stream()
            .filter(check -> needed.contains(check.check()))
            .map(check -> new Fix.Failing(check.check(), check.failing()))
            .sorted(Comparator.comparing(Fix.Failing::resources))
            .toList();
    Grade to = grader.forecast(facts.withRemedied(needed), days).grade();
    return Optional.of(new Fix(facts.control(), title, from, to, least));
  }

  private boolean leaves(ControlFacts facts, Set<String> remedied, long days, Grade from) {
    Grade then = grader.forecast(facts.withRemedied(remedied), days).grade();
    return ReadinessGrader.concern(then) < ReadinessGrader.concern(from);
  }
}
