package io.attestream.collector.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Days for each step. ISO/IEC 27001 fixes none; the defaults are ours.
 *
 * @param ofiAnswer days from the opening of an OFI until it is accepted or rejected
 * @param ofiDone days from its acceptance until it is done
 */
public record Clocks(Days major, Days minor, int ofiAnswer, int ofiDone) {
  public static final Clocks DEFAULTS =
      new Clocks(new Days(3, 14, 30, 90, 14, 90), new Days(14, 30, 60, 180, 30, 30), 90, 365);

  /**
   * Of a nonconformity.
   *
   * @param correction from the opening
   * @param cause from the opening or the last reopening, as the next two
   * @param plan until the plan is accepted
   * @param implementation unless the accepted plan names its own days
   * @param verification from the implementation
   * @param window length of the effectiveness window, unless the verifier chooses another
   */
  public record Days(
      int correction, int cause, int plan, int implementation, int verification, int window) {}

  public Days of(Kind kind) {
    return kind == Kind.MAJOR ? major : minor;
  }

  /** The last day of the next step; empty when it is closed. */
  Optional<LocalDate> due(Kind kind, Progress at) {
    Days days = of(kind);
    return switch (at.stage()) {
      case OPEN -> Optional.of(after(at.from(), kind == Kind.OFI ? ofiAnswer : days.correction()));
      case CORRECTED, REOPENED -> Optional.of(after(at.from(), days.cause()));
      case CAUSE -> Optional.of(after(at.from(), days.plan()));
      case PLAN ->
          at.plan().accepted() ? actionDue(kind, at) : Optional.of(after(at.from(), days.plan()));
      case IMPLEMENTED -> Optional.of(after(at.changedAt(), days.verification()));
      case VERIFYING -> at.windowEnds().map(Clocks::day);
      case ACCEPTED -> Optional.of(after(at.changedAt(), ofiDone));
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
                  .or(() -> Optional.of(after(at.from(), of(kind).implementation())));
      case IMPLEMENTED, VERIFYING, EFFECTIVE, ACCEPTED, REJECTED, DONE -> Optional.empty();
    };
  }

  private static LocalDate after(Instant from, int days) {
    return day(from).plusDays(days);
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
