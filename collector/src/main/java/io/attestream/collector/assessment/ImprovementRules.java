package io.attestream.collector.assessment;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** O1 to O5: opportunities for improvement; O6 is with {@link ManualRules}. */
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
      if (worse(check, parameters.worsening())) {
        fired.add(
            ofi("O4", check.facts() + ", worse than 30 days ago", "the estate may have grown"));
      }
    }
    evidence(facts, parameters, fired);
    return fired;
  }

  /** Worse by so much of what it was, and by so many points. */
  private static boolean worse(CheckFacts check, GradingParameters.Worsening worsening) {
    Double before = check.failRateBefore();
    if (before == null) {
      return false;
    }
    double rise = check.failRate() - before;
    double tolerance = 1e-9;
    return rise > 0
        && rise >= before * worsening.relative() - tolerance
        && rise >= worsening.absolute() - tolerance;
  }

  private static void exceptions(
      ControlFacts facts, GradingParameters parameters, List<Fired> fired) {
    long population =
        facts.exceptions().inForce()
            + facts.checks().stream().mapToLong(CheckFacts::population).sum();
    double share = GradingParameters.share(facts.exceptions().inForce(), population);
    if (share > parameters.exceptions().share()) {
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
        facts.coverage() >= parameters.evidence().coverage()
            && facts.coverage() < parameters.evidence().coverageFull();
    if (partial && facts.hasData()) {
      fired.add(
          ofi(
              "O5",
              EvidenceRules.percent(facts.coverage()) + " observed of " + facts.leastSeen(),
              "the missing part may be out of scope"));
    }
    if (facts.periodCoverage() < parameters.evidence().periodCoverageFull() && facts.hasData()) {
      fired.add(
          ofi(
              "O5",
              EvidenceRules.percent(facts.periodCoverage()) + " of the period was observed",
              "the agents may have been installed during the period"));
    }
    boolean carriedByKeys =
        facts.automation() == AutomationClass.F || facts.automation() == AutomationClass.P;
    boolean keyData = facts.checks().stream().anyMatch(c -> c.key() && c.population() > 0);
    if (carriedByKeys && facts.hasData() && !keyData) {
      fired.add(
          ofi(
              "O5",
              "only supporting checks have judged a resource",
              "there may be nothing in scope that the key checks concern"));
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

  private static Fired ofi(String rule, String facts, String against) {
    return new Fired(rule, Grade.OFI, facts, against);
  }
}
