package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** N1 to N6: a requirement not met, without doubt about the system as a whole. */
final class MinorRules {
  private MinorRules() {}

  static List<Fired> fired(ControlFacts facts, GradingParameters parameters) {
    List<Fired> fired = new ArrayList<>();
    for (CheckFacts check : facts.checks()) {
      if (minor(check, parameters)) {
        fired.add(
            new Fired(
                check.key() ? "N1" : "N2",
                Grade.LIKELY_MINOR,
                check.facts() + ", beyond its remediation time",
                check.tracked()
                    ? "the failures are tracked"
                    : "the failures may be tracked outside this record"));
      }
    }
    if (facts.exceptions().invalid() > 0) {
      fired.add(
          new Fired(
              "N4",
              Grade.LIKELY_MINOR,
              facts.exceptions().invalid() + " exceptions expired or were never approved",
              "a renewal may be under way"));
    }
    ManualRules.review(facts.manual(), parameters.manual(), fired);
    for (CheckFacts check : facts.checks()) {
      boolean lapsed = check.failDaysRatio() > parameters.lapses().share();
      if (lapsed
          && !parameters.beyondGrace(check)
          && check.criticalOrHigh()
          && facts.actions().isEmpty()) {
        fired.add(
            new Fired(
                "N6",
                Grade.LIKELY_MINOR,
                check.check()
                    + (check.fails() ? " is within its remediation time" : " passes")
                    + " now, but failed beyond it on "
                    + EvidenceRules.percent(check.failDaysRatio())
                    + " of the period's days, and no corrective action is recorded",
                "the correction may be recorded elsewhere"));
      }
    }
    return fired;
  }

  /** Whether the check alone makes a minor: N1 for KEY, N2 for SUPPORTING. */
  static boolean minor(CheckFacts check, GradingParameters parameters) {
    if (!parameters.beyondGrace(check)) {
      return false;
    }
    return check.criticalOrHigh() || (check.key() && check.severity() == Severity.MEDIUM);
  }
}
