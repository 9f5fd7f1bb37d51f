package io.attestream.collector.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** X1 and X2: what no single control shows. */
final class CrossControlRules {
  static final String OPERATION = "8.1/9.1";
  static final String IMPROVEMENT = "9.1/10.2";

  private CrossControlRules() {}

  /** What fired, by clause. */
  static Map<String, List<Fired>> fired(
      List<ControlFacts> facts, Map<String, Assessment> graded, GradingParameters.Across limits) {
    Map<String, List<Fired>> fired = new TreeMap<>();
    List<Fired> shared = shared(facts, graded, limits);
    if (!shared.isEmpty()) {
      fired.put(OPERATION, shared);
    }
    List<Fired> untracked = untracked(facts, limits);
    if (!untracked.isEmpty()) {
      fired.put(IMPROVEMENT, untracked);
    }
    return fired;
  }

  private static List<Fired> shared(
      List<ControlFacts> facts, Map<String, Assessment> graded, GradingParameters.Across limits) {
    Map<String, Set<String>> sharing = new TreeMap<>();
    for (ControlFacts control : facts) {
      Assessment assessment = graded.get(control.control());
      if (assessment != null && nonconforming(assessment.grade())) {
        traits(control)
            .forEach(
                trait ->
                    sharing.computeIfAbsent(trait, t -> new TreeSet<>()).add(control.control()));
      }
    }
    List<Fired> fired = new ArrayList<>();
    sharing.forEach(
        (trait, controls) -> {
          if (controls.size() >= limits.sharedControls()) {
            fired.add(
                new Fired(
                    "X1",
                    Grade.LIKELY_MAJOR,
                    controls.size()
                        + " controls with a likely nonconformity share "
                        + trait
                        + ": "
                        + listed(controls),
                    "they may have nothing else in common"));
          }
        });
    return fired;
  }

  /** A likely major counts too: a failure that grows worse must not take this finding away. */
  private static boolean nonconforming(Grade grade) {
    return grade == Grade.LIKELY_MINOR || grade == Grade.LIKELY_MAJOR;
  }

  private static Set<String> traits(ControlFacts control) {
    Set<String> traits = new TreeSet<>();
    if (!control.owner().isEmpty()) {
      traits.add("the owner " + control.owner());
    }
    control.causes().forEach(cause -> traits.add("the cause " + cause));
    control
        .failingChecks()
        .forEach(check -> check.failingIn().forEach(unit -> traits.add("the unit " + unit)));
    return traits;
  }

  private static List<Fired> untracked(List<ControlFacts> facts, GradingParameters.Across limits) {
    Set<String> controls = new TreeSet<>();
    Set<String> checks = new TreeSet<>();
    for (ControlFacts control : facts) {
      if (control.soa().applicability() == SoaRow.Applicability.EXCLUDED
          || !control.actions().isEmpty()) {
        continue;
      }
      for (CheckFacts check : control.failingChecks()) {
        if (check.criticalOrHigh()
            && !check.tracked()
            && check.oldestFailureDays() >= limits.untrackedDays()) {
          controls.add(control.control());
          checks.add(check.check());
        }
      }
    }
    if (controls.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Fired(
            "X2",
            controls.size() >= limits.untrackedControls() ? Grade.LIKELY_MAJOR : Grade.LIKELY_MINOR,
            "critical or high failures of "
                + limits.untrackedDays()
                + " days or more that nobody tracks, in "
                + listed(controls)
                + " by "
                + listed(checks),
            "they may be tracked outside this record"));
  }

  /** The first ten, and how many more. */
  private static String listed(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(10).toList());
    return names.size() > 10 ? first + " and " + (names.size() - 10) + " more" : first;
  }
}
