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
                check.ticketed()
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
    ManualEvidence manual = facts.manual();
    if (manual.state() == ManualEvidence.State.OVERDUE
        && manual.overdueDays() > parameters.manualMinorDays()) {
      fired.add(
          new Fired(
              "N5",
              Grade.LIKELY_MINOR,
              "documents or records " + manual.overdueDays() + " days past their review",
              "the review may have been held and not recorded"));
    }
    for (CheckFacts check : facts.checks()) {
      if (!check.fails()
          && check.criticalOrHigh()
          && check.failDaysRatio() > parameters.failDaysShare()
          && facts.actions().isEmpty()) {
        fired.add(
            new Fired(
                "N6",
                Grade.LIKELY_MINOR,
                check.check()
                    + " passes now, but failed on "
                    + Math.round(check.failDaysRatio() * 100)
                    + " % of the period's days beyond its remediation time, and no corrective action is recorded",
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
