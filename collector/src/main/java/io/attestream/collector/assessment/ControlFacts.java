package io.attestream.collector.assessment;

import io.attestream.checks.control.AutomationClass;
import java.util.List;

/**
 * Everything that the grade of one control depends on.
 *
 * @param control Annex A id, {@code 8.15}
 * @param automation how far technical evidence can carry the control here
 * @param foundation whether other controls rest on it
 * @param highRisk whether a high risk is linked to it
 * @param coverage observed share of what should be observed, 0 to 1: the least of declared units with
 *     fresh evidence and, for each KEY check, results that are not UNKNOWN
 * @param leastSeen what the coverage is the share of: a check, or the scope units
 * @param periodCoverage observed share of the period, 0 to 1
 * @param resourcesExist whether applicable resources were seen although the control is excluded
 */
public record ControlFacts(
    String control,
    AutomationClass automation,
    boolean foundation,
    boolean highRisk,
    SoaRow soa,
    int unjustifiedExclusions,
    ManualEvidence manual,
    double coverage,
    String leastSeen,
    double periodCoverage,
    boolean resourcesExist,
    List<CheckFacts> checks,
    List<CorrectiveAction> actions,
    ExceptionFacts exceptions) {

  public ControlFacts {
    checks = List.copyOf(checks);
    actions = List.copyOf(actions);
    if (!(coverage >= 0 && coverage <= 1 && periodCoverage >= 0 && periodCoverage <= 1)) {
      throw new IllegalArgumentException(control + ": coverage must be 0 to 1");
    }
  }

  boolean weighty() {
    return foundation || highRisk;
  }

  List<CheckFacts> failingChecks() {
    return checks.stream().filter(CheckFacts::fails).toList();
  }

  /** Whether any check has a population, fresh or stale. */
  boolean hasData() {
    return checks.stream().anyMatch(c -> c.population() > 0);
  }
}
