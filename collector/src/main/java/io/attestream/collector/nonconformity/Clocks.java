package io.attestream.collector.nonconformity;

import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.GradingParameters.Opportunities;
import io.attestream.collector.assessment.GradingParameters.Steps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Days for each step. ISO/IEC 27001 fixes none; they are grading parameters, whose defaults are ours.
 *
 * @param recurrenceDays for so long an effective corrective action is held against a new failure
 */
public record Clocks(Steps major, Steps minor, Opportunities ofi, long recurrenceDays) {
  public static final Clocks DEFAULTS = of(GradingParameters.DEFAULTS);

  public static Clocks of(GradingParameters parameters) {
    return new Clocks(
        parameters.majorSteps(),
        parameters.minorSteps(),
        parameters.ofiSteps(),
        parameters.recurrence().windowDays());
  }

  public Steps of(Kind kind) {
    return kind == Kind.MAJOR ? major : minor;
  }

  /** The last day of the next step; empty when it is closed. */
  Optional<LocalDate> due(Kind kind, Progress at) {
    Steps days = of(kind);
    return switch (at.stage()) {
      case OPEN ->
          Optional.of(
              after(at.from(), kind == Kind.OFI ? ofi.answerDays() : days.correctionDays()));
      case CORRECTED, REOPENED -> Optional.of(after(at.from(), days.causeDays()));
      case CAUSE -> Optional.of(after(at.from(), days.planDays()));
      case PLAN ->
          at.plan().accepted()
              ? actionDue(kind, at)
              : Optional.of(after(at.from(), days.planDays()));
      case IMPLEMENTED -> Optional.of(after(at.changedAt(), days.verificationDays()));
      case VERIFYING -> at.windowEnds().map(Clocks::day);
      case ACCEPTED -> Optional.of(after(at.changedAt(), ofi.doneDays()));
      case EFFECTIVE, REJECTED, DONE -> Optional.empty();
    };
  }

  /** The last day of the corrective action; empty once it is implemented, and for an OFI. */
  Optional<LocalDate> actionDue(Kind kind, Progress at) {
    return switch (at.stage()) {
      case OPEN, CORRECTED, CAUSE, PLAN, REOPENED ->
          kind == Kind.OFI
              ? Optional.empty()
              : at.plan()
                  .agreedDue()
                  .or(() -> Optional.of(after(at.from(), of(kind).implementationDays())));
      case IMPLEMENTED, VERIFYING, EFFECTIVE, ACCEPTED, REJECTED, DONE -> Optional.empty();
    };
  }

  private static LocalDate after(Instant from, long days) {
    return day(from).plusDays(days);
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
