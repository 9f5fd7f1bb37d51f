package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;

/**
 * What is known of one check on one control at the time of assessment.
 *
 * @param check id of the check
 * @param role KEY or SUPPORTING on this control
 * @param population resources with a PASS or FAIL, less those under an approved, unexpired exception
 * @param failing how many of them fail
 * @param oldestFailureDays age of the oldest failure in whole days; 0 when nothing fails
 * @param units scope units in which the check has a population
 * @param failingUnits how many of these have a failure
 * @param ticketed whether the failures are tracked in a ticket, action or exception
 * @param stale whether all its evidence is older than twice its cadence
 * @param staleDays for how many days, when stale
 * @param failDaysRatio days of the period with a failure beyond grace ÷ days of the period, 0 to 1
 * @param recurrence failures that came back within 365 days of a corrective action verified as
 *     effective
 * @param exposure days for which a failure exposed classified data, or logs or evidence were tampered
 *     with; 0 when neither is confirmed
 * @param worsening fail rate up by half and by two points within 30 days
 */
public record CheckFacts(
    String check,
    Role role,
    Severity severity,
    long population,
    long failing,
    long oldestFailureDays,
    int units,
    int failingUnits,
    boolean ticketed,
    boolean stale,
    long staleDays,
    double failDaysRatio,
    int recurrence,
    long exposure,
    boolean worsening) {

  public CheckFacts {
    if (population < 0 || failing < 0 || failing > population) {
      throw new IllegalArgumentException(
          check + ": failing " + failing + " must be 0 to the population of " + population);
    }
    if (failingUnits > units) {
      throw new IllegalArgumentException(check + ": more failing units than units");
    }
  }

  boolean key() {
    return role == Role.KEY;
  }

  boolean fails() {
    return failing > 0;
  }

  boolean criticalOrHigh() {
    return severity == Severity.CRITICAL || severity == Severity.HIGH;
  }

  /** Failing share of the population, 0 to 1. */
  double failRate() {
    return population == 0 ? 0 : (double) failing / population;
  }

  /** Short text for a fired rule. */
  String facts() {
    return "%s: %s, %d of %d failing, oldest %d d"
        .formatted(
            check,
            severity.name().toLowerCase(java.util.Locale.ROOT),
            failing,
            population,
            oldestFailureDays);
  }
}
