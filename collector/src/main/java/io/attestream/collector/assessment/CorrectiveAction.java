package io.attestream.collector.assessment;

/**
 * An open corrective action on the control.
 *
 * @param grade LIKELY_MINOR or LIKELY_MAJOR, the grade of its nonconformity
 * @param overdueDays days past its due date; negative when days are left
 */
public record CorrectiveAction(Grade grade, long overdueDays) {
  CorrectiveAction after(long days) {
    return new CorrectiveAction(grade, overdueDays + days);
  }
}
