package io.attestream.collector.assessment;

import io.attestream.checks.model.Severity;
import java.util.Map;

/**
 * The numbers behind the rules. ISO fixes none of them: each is a default that an organisation may
 * replace by its own documented rule. The type is the unit: {@code long} is whole days, {@code int} a
 * count of at least 1, {@code double} a share from 0 to 1.
 *
 * @param graceDays remediation time by severity; one left out has none
 * @param majorAgeDays by severity; one left out is never major by age
 */
public record GradingParameters(
    @Meaning("Remediation time: a failure this old or younger is within grace")
        Map<Severity, Long> graceDays,
    @Meaning("A systemic failure older than this is major (M2); a severity left out never is")
        Map<Severity, Long> majorAgeDays,
    Systemic systemic,
    Absence absence,
    Aggregation aggregation,
    Recurrence recurrence,
    Actions actions,
    Evidence evidence,
    Exceptions exceptions,
    Manual manual,
    Period period,
    Lapses lapses,
    Worsening worsening,
    Statement soa,
    Across across,
    Clauses clauses,
    Forecasts forecast,
    Steps majorSteps,
    Steps minorSteps,
    Opportunities ofiSteps) {

  public static final GradingParameters DEFAULTS =
      new GradingParameters(
          Map.of(Severity.CRITICAL, 1L, Severity.HIGH, 7L, Severity.MEDIUM, 30L, Severity.LOW, 90L),
          Map.of(Severity.CRITICAL, 7L, Severity.HIGH, 30L),
          new Systemic(10, 0.20, 0.50, 2, 3, 0.50, 3),
          new Absence(0.90, 14),
          new Aggregation(3, 0.25),
          new Recurrence(365),
          new Actions(90, 0),
          new Evidence(2, 0.80, 0.95, 0.90),
          new Exceptions(0.10),
          new Manual(30, 30),
          new Period(90),
          new Lapses(0.05),
          new Worsening(0.50, 0.02),
          new Statement(90, 3),
          new Across(5, 30, 3),
          new Clauses(30, 90, 3, 0.80, 30),
          new Forecasts(30),
          new Steps(3, 14, 30, 90, 14, 90),
          new Steps(14, 30, 60, 180, 30, 30),
          new Opportunities(90, 365));

  public GradingParameters {
    graceDays = Map.copyOf(graceDays);
    majorAgeDays = Map.copyOf(majorAgeDays);
  }

  /** When so much fails that the control, not a single resource, is at fault. */
  public record Systemic(
      @Meaning("Population from which the larger rule holds") int largePopulation,
      @Meaning("Failing share that is systemic in a large population") double largeShare,
      @Meaning("Failing share that is systemic in a small population") double smallShare,
      @Meaning("Failing resources that a small population needs besides") int smallFailing,
      @Meaning("Scope units from which the rule over units holds") int units,
      @Meaning("Share of units with a failure that is systemic") double unitShare,
      @Meaning("Failing resources that the rule over units needs besides") int unitFailing) {}

  /** M1. */
  public record Absence(
      @Meaning("Every key check fails on at least this share (M1)") double share,
      @Meaning("... for at least so many days") long days) {}

  /** M3. */
  public record Aggregation(
      @Meaning("Checks that are minor on their own (M3)") int checks,
      @Meaning("Share of the control's key checks among them") double keyShare) {}

  /** M4. */
  public record Recurrence(
      @Meaning("A failure that returns within so many days of an effective correction (M4)")
          long windowDays) {}

  /** M5. */
  public record Actions(
      @Meaning("A corrective action for a minor may be so many days late (M5)")
          long minorOverdueDays,
      @Meaning("A corrective action for a major may be so many days late (M5)")
          long majorOverdueDays) {}

  /** E1, E2, O5. */
  public record Evidence(
      @Meaning("Evidence older than so many times its cadence is stale (E1, O5)") int staleCadences,
      @Meaning("Coverage below this is no evidence (E2)") double coverage,
      @Meaning("Coverage below this caps the grade (O5)") double coverageFull,
      @Meaning("Observed share of the period below this caps the grade (O5)")
          double periodCoverageFull) {
    public Evidence {
      if (coverage > coverageFull) {
        throw new IllegalArgumentException("coverage must not be above coverageFull");
      }
    }
  }

  /** O3. */
  public record Exceptions(
      @Meaning("Exceptions over more than this share of the population (O3)") double share) {}

  /** N5, O6. */
  public record Manual(
      @Meaning("Documents or records more than so many days past their review are minor (N5)")
          long minorDays,
      @Meaning("Something that expires within so many days (O6)") long expiryDays) {}

  /** N6, O5. */
  public record Period(
      @Meaning(
              "Days that are looked back on, such as the audit period; none before the first commit")
          long days) {
    public Period {
      if (days < 1) {
        throw new IllegalArgumentException("days must be at least 1");
      }
    }
  }

  /** N6. */
  public record Lapses(
      @Meaning("Share of the period's days with a failure beyond grace (N6)") double share) {}

  /** O4. */
  public record Worsening(
      @Meaning("Rise of the fail rate within 30 days, relative to what it was (O4)")
          double relative,
      @Meaning("... and in absolute terms") double absolute) {}

  /** G2, G4. */
  public record Statement(
      @Meaning("A foundation or high-risk control so many days past its date is major (G4)")
          long overdueMajorDays,
      @Meaning("So many exclusions without justification are major (G2)") int unjustifiedMajor) {}

  /** X1, X2. */
  public record Across(
      @Meaning("Controls with a likely nonconformity that share an owner, cause or unit (X1)")
          int sharedControls,
      @Meaning("Critical or high failures of this age that nobody tracks (X2)") long untrackedDays,
      @Meaning("Controls with such failures that make it major (X2)") int untrackedControls) {}

  /** CL2 to CL4, CL6. */
  public record Clauses(
      @Meaning("An audit or review more than so many days past plan is minor (CL2)")
          long overdueMinorDays,
      @Meaning("An audit or review more than so many days past plan is major (CL2)")
          long overdueMajorDays,
      @Meaning("Missing inputs of the management review that make it major (CL3)")
          int missingInputsMajor,
      @Meaning("Audit-cycle coverage below this is major (CL4)") double cycleCoverage,
      @Meaning("Days that a nonconformity may be without cause analysis (CL6)") long causeDays) {
    public Clauses {
      if (overdueMinorDays > overdueMajorDays) {
        throw new IllegalArgumentException("overdueMinorDays must not be above overdueMajorDays");
      }
    }
  }

  /** FC. */
  public record Forecasts(
      @Meaning("No evidence so few days before the audit forecasts a nonconformity (FC)")
          long evidenceDays) {}

  /** The register's clocks of a major or a minor; a due day that is set stays when they change. */
  public record Steps(
      @Meaning("Days from the opening of a nonconformity to its correction") long correctionDays,
      @Meaning("Days from the opening or the last reopening to the cause analysis") long causeDays,
      @Meaning("... to an accepted plan") long planDays,
      @Meaning("... to the implementation, unless the accepted plan names its own days (M5)")
          long implementationDays,
      @Meaning("Days from the implementation to its verification") long verificationDays,
      @Meaning("Length of the effectiveness window, unless the verifier chooses another")
          long windowDays) {
    public Steps {
      if (windowDays < 1) {
        throw new IllegalArgumentException("windowDays must be at least 1");
      }
      if (causeDays > planDays || planDays > implementationDays) {
        throw new IllegalArgumentException(
            "causeDays, planDays and implementationDays must not fall");
      }
    }
  }

  /** The register's clocks of an opportunity for improvement. */
  public record Opportunities(
      @Meaning("Days from the opening of an opportunity for improvement to its answer")
          long answerDays,
      @Meaning("Days from its acceptance until it is done") long doneDays) {}

  /** Remediation time in days; 0 where none is documented. */
  public long grace(Severity severity) {
    return graceDays.getOrDefault(severity, 0L);
  }

  /** Whether the oldest failure of the check is past its remediation time. */
  boolean beyondGrace(CheckFacts check) {
    return check.fails() && check.oldestFailureDays() > grace(check.severity());
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
        check.units() >= systemic.units()
            && check.failing() >= systemic.unitFailing()
            && share(check.failingUnits(), check.units()) >= systemic.unitShare();
    if (acrossUnits) {
      return true;
    }
    if (check.population() >= systemic.largePopulation()) {
      return check.failRate() >= systemic.largeShare();
    }
    if (check.population() >= 2) {
      return check.failRate() >= systemic.smallShare()
          && check.failing() >= systemic.smallFailing();
    }
    return check.severity() == Severity.CRITICAL;
  }

  /** A part of a whole, 0 to 1; of nothing it is 0. Divided, so that 2 of 10 is exactly 0.2. */
  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
