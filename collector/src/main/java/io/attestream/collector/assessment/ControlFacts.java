package io.attestream.collector.assessment;

import io.attestream.checks.control.AutomationClass;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Everything that the grade of one control depends on. Checks and actions are kept in an order of
 * their own, so that no grade and no text depends on the order in which they were read.
 *
 * @param control Annex A id, {@code 8.15}
 * @param automation how far technical evidence can carry the control here
 * @param foundation whether other controls rest on it
 * @param highRisk whether a high risk is linked to it
 * @param owner who owns the control; empty when nobody is named
 * @param causes causes that were found for its failures
 * @param unjustifiedExclusions how many controls the Statement excludes without justification
 * @param coverage observed share of what should be observed, 0 to 1: the least of declared units with
 *     fresh evidence and, for each KEY check, results that are not UNKNOWN
 * @param leastSeen what the coverage is the share of: a check, or the scope units
 * @param periodCoverage observed share of the period, 0 to 1
 * @param resourcesExist whether applicable resources were seen although the control is excluded
 * @param tamperingDays for how many days logs or evidence of the control have been tampered with; 0
 *     when that is not confirmed
 */
public record ControlFacts(
    String control,
    AutomationClass automation,
    boolean foundation,
    boolean highRisk,
    String owner,
    Set<String> causes,
    SoaRow soa,
    int unjustifiedExclusions,
    ManualEvidence manual,
    double coverage,
    String leastSeen,
    double periodCoverage,
    boolean resourcesExist,
    long tamperingDays,
    List<CheckFacts> checks,
    List<CorrectiveAction> actions,
    ExceptionFacts exceptions) {

  public ControlFacts {
    causes = Set.copyOf(causes);
    checks =
        checks.stream()
            .sorted(Comparator.comparing(CheckFacts::check).thenComparing(CheckFacts::facts))
            .toList();
    actions =
        actions.stream()
            .sorted(
                Comparator.comparing(CorrectiveAction::grade)
                    .thenComparing(CorrectiveAction::overdueDays))
            .toList();
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

  /** Whether resources were seen that the control concerns. */
  boolean concernsSomething() {
    return resourcesExist || hasData();
  }

  ControlFacts withUnjustifiedExclusions(int count) {
    return new ControlFacts(
        control,
        automation,
        foundation,
        highRisk,
        owner,
        causes,
        soa,
        count,
        manual,
        coverage,
        leastSeen,
        periodCoverage,
        resourcesExist,
        tamperingDays,
        checks,
        actions,
        exceptions);
  }

  /** The same facts once every failure of these checks is remedied. */
  public ControlFacts withRemedied(Set<String> remedied) {
    return new ControlFacts(
        control,
        automation,
        foundation,
        highRisk,
        owner,
        causes,
        soa,
        unjustifiedExclusions,
        manual,
        coverage,
        leastSeen,
        periodCoverage,
        resourcesExist,
        tamperingDays,
        checks.stream().map(c -> remedied.contains(c.check()) ? c.remedied() : c).toList(),
        actions,
        exceptions);
  }

  /** The same facts so many days later, when nothing was done and the agents went on. */
  ControlFacts after(long days) {
    return new ControlFacts(
        control,
        automation,
        foundation,
        highRisk,
        owner,
        causes,
        soa.after(days),
        unjustifiedExclusions,
        manual.after(days),
        coverage,
        leastSeen,
        periodCoverage,
        resourcesExist,
        tamperingDays > 0 ? tamperingDays + days : 0,
        checks.stream().map(check -> check.after(days)).toList(),
        actions.stream().map(action -> action.after(days)).toList(),
        exceptions);
  }
}
