package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** O1 to O6: opportunities for improvement. */
final class ImprovementRules {
  private ImprovementRules() {}

  static List<Fired> fired(ControlFacts facts, GradingParameters parameters) {
    List<Fired> fired = new ArrayList<>();
    for (CheckFacts check : facts.failingChecks()) {
      if (!parameters.beyondGrace(check)) {
        fired.add(
            ofi("O2", check.facts() + ", within its remediation time", "it is being remedied"));
      } else if (check.severity() == Severity.LOW
          || (!check.key() && check.severity() == Severity.MEDIUM)) {
        fired.add(ofi("O1", check.facts() + ", of little weight here", "its effect is small"));
      }
    }
    exceptions(facts, parameters, fired);
    for (CheckFacts check : facts.checks()) {
      if (check.worsening()) {
        fired.add(
            ofi("O4", check.facts() + ", worse than 30 days ago", "the estate may have grown"));
      }
    }
    evidence(facts, parameters, fired);
    manual(facts, parameters, fired);
    return fired;
  }

  private static void exceptions(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    long population =
        facts.exceptions().inForce()
            + facts.checks().stream().mapToLong(CheckFacts::population).sum();
    if (facts.exceptions().inForce() > parameters.exceptionShare() * population) {
      fired.add(
          ofi(
              "O3",
              facts.exceptions().inForce()
                  + " of "
                  + population
                  + " results are under an exception",
              "each exception was approved"));
    }
  }

  private static void evidence(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    boolean partial =
        facts.coverage() >= parameters.coverageNoEvidence()
            && facts.coverage() < parameters.coverageFull();
    if (partial && facts.hasData()) {
      fired.add(
          ofi(
              "O5",
              EvidenceRules.percent(facts.coverage()) + " observed of " + facts.leastSeen(),
              "the missing part may be out of scope"));
    }
    if (facts.periodCoverage() < parameters.periodCoverageFull() && facts.hasData()) {
      fired.add(
          ofi(
              "O5",
              EvidenceRules.percent(facts.periodCoverage()) + " of the period was observed",
              "the agents may have been installed during the period"));
    }
    for (CheckFacts check : facts.checks()) {
      if (check.key() && check.stale()) {
        fired.add(
            ofi(
                "O5",
                check.check() + ": evidence is " + check.staleDays() + " d older than it may be",
                "the agent may be under maintenance"));
      }
    }
  }

  private static void manual(ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    ManualEvidence manual = facts.manual();
    boolean overdue =
        manual.state() == ManualEvidence.State.OVERDUE
            && manual.overdueDays() <= parameters.manualMinorDays();
    boolean expires =
        manual.expiresInDays() >= 0 && manual.expiresInDays() <= parameters.manualExpiryDays();
    if (overdue) {
      fired.add(
          ofi("O6", "review " + manual.overdueDays() + " days overdue", "it may be under way"));
    } else if (expires) {
      fired.add(
          ofi(
              "O6",
              "something expires in " + manual.expiresInDays() + " days",
              "a renewal may be under way"));
    }
  }

  private static Fired ofi(String rule, String facts, String against) {
    return new Fired(rule, Grade.OFI, facts, against);
  }
}
