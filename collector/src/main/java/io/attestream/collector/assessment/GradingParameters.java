package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.Map;

/**
 * The numbers behind the rules. ISO fixes none of them: each is a default that an organisation may
 * replace by its own documented rule. Days are whole days, shares are 0 to 1.
 *
 * @param graceDays remediation time by severity before a failure counts
 * @param majorAgeDays age from which a systemic failure is major; severities left out never are
 */
public record GradingParameters(
    Map<Severity, Long> graceDays,
    Map<Severity, Long> majorAgeDays,
    int systemicLargePopulation,
    double systemicLargeShare,
    double systemicSmallShare,
    int systemicSmallFailing,
    double systemicUnitShare,
    int systemicUnits,
    int systemicUnitFailing,
    double absenceShare,
    long absenceDays,
    int aggregationChecks,
    double aggregationKeyShare,
    long minorActionOverdueDays,
    double coverageNoEvidence,
    double coverageFull,
    double periodCoverageFull,
    double exceptionShare,
    long manualMinorDays,
    long manualExpiryDays,
    double failDaysShare,
    long implementationOverdueDays,
    int unjustifiedExclusionsMajor) {

  public static final GradingParameters DEFAULTS =
      new GradingParameters(
          Map.of(Severity.CRITICAL, 1L, Severity.HIGH, 7L, Severity.MEDIUM, 30L, Severity.LOW, 90L),
          Map.of(Severity.CRITICAL, 7L, Severity.HIGH, 30L),
          10,
          0.20,
          0.50,
          2,
          0.50,
          3,
          3,
          0.90,
          14,
          3,
          0.25,
          90,
          0.80,
          0.95,
          0.90,
          0.10,
          30,
          30,
          0.05,
          90,
          3);

  public GradingParameters {
    graceDays = Map.copyOf(graceDays);
    majorAgeDays = Map.copyOf(majorAgeDays);
  }

  /** Whether the oldest failure of the check is past its remediation time. */
  boolean beyondGrace(CheckFacts check) {
    return check.fails()
        && check.oldestFailureDays() > graceDays.getOrDefault(check.severity(), 0L);
  }

  boolean pastMajorAge(CheckFacts check) {
    Long days = majorAgeDays.get(check.severity());
    return days != null && check.fails() && check.oldestFailureDays() > days;
  }

  /** Whether so much of the population fails that the control, not a single resource, is at fault. */
  boolean systemic(CheckFacts check) {
    if (!check.fails()) {
      return false;
    }
    boolean acrossUnits =
        check.units() >= systemicUnits
            && check.failing() >= systemicUnitFailing
            && check.failingUnits() >= systemicUnitShare * check.units();
    if (acrossUnits) {
      return true;
    }
    if (check.population() >= systemicLargePopulation) {
      return check.failRate() >= systemicLargeShare;
    }
    if (check.population() >= 2) {
      return check.failRate() >= systemicSmallShare && check.failing() >= systemicSmallFailing;
    }
    return check.severity() == Severity.CRITICAL;
  }
}
