package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
 * @param failingIn names of units with a failure, as far as they are known
 * @param tracked whether the failures are in a ticket or a corrective action
 * @param stale whether all its evidence is older than it may be
 * @param staleDays for how many days, when stale
 * @param failDaysRatio days of the period with a failure beyond grace ÷ days of the period, 0 to 1
 * @param recurrence failures that came back within a year of a corrective action verified as effective
 * @param exposureDays for how many days a failure exposed classified data; 0 when none is confirmed
 * @param failRateBefore failing share 30 days ago, 0 to 1; {@code null} when it is not known
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
    Set<String> failingIn,
    boolean tracked,
    boolean stale,
    long staleDays,
    double failDaysRatio,
    int recurrence,
    long exposureDays,
    @Nullable Double failRateBefore) {

  public CheckFacts {
    if (population < 0 || failing < 0 || failing > population) {
      throw new IllegalArgumentException(
          check + ": failing " + failing + " must be 0 to the population of " + population);
    }
    if (failingUnits > units) {
      throw new IllegalArgumentException(check + ": more failing units than units");
    }
    failingIn = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(failingIn));
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
    return GradingParameters.share(failing, population);
  }

  /** The same facts when nothing fails any more; what the period has seen stays. */
  CheckFacts remedied() {
    return new CheckFacts(
        check,
        role,
        severity,
        population,
        0,
        0,
        units,
        0,
        Set.of(),
        tracked,
        stale,
        staleDays,
        failDaysRatio,
        recurrence,
        0,
        failRateBefore);
  }

  /** The same facts so many days later, when nothing was done. */
  CheckFacts after(long days) {
    return new CheckFacts(
        check,
        role,
        severity,
        population,
        failing,
        fails() ? oldestFailureDays + days : oldestFailureDays,
        units,
        failingUnits,
        failingIn,
        tracked,
        stale,
        stale ? staleDays + days : staleDays,
        failDaysRatio,
        recurrence,
        exposureDays > 0 && fails() ? exposureDays + days : exposureDays,
        failRateBefore);
  }

  /** Short text for a fired rule. */
  String facts() {
    return "%s: %s, %d of %d failing, oldest %d d"
        .formatted(
            check,
            severity.name().toLowerCase(Locale.ROOT),
            failing,
            population,
            oldestFailureDays);
  }
}
