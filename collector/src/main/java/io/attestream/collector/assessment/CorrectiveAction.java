package io.attestream.collector.assessment;

/**
 * An open corrective action on the control.
 *
 * @param grade LIKELY_MINOR or LIKELY_MAJOR, the grade of its nonconformity
 * @param overdueDays days past its due date; 0 or less when not due
 */
public record CorrectiveAction(Grade grade, long overdueDays) {}
