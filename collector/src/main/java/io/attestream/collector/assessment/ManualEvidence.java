package io.attestream.collector.assessment;

/**
 * The documents and records of a control.
 *
 * @param overdueDays days past the review date, for OVERDUE
 * @param expiresInDays days until something expires; negative when nothing does
 */
public record ManualEvidence(State state, long overdueDays, long expiresInDays) {
  public static final ManualEvidence VALID = new ManualEvidence(State.VALID, 0, -1);
  public static final ManualEvidence MISSING = new ManualEvidence(State.MISSING, 0, -1);

  /** Whether the manual part is there. */
  public enum State {
    VALID,
    OVERDUE,
    MISSING
  }

  public static ManualEvidence overdue(long days) {
    return new ManualEvidence(State.OVERDUE, days, -1);
  }
}
