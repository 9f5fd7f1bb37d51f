package io.attestream.collector.assessment;

/**
 * The documents and records of a control or a clause.
 *
 * @param present whether they are there at all
 * @param dueInDays days until their next review; negative when it is overdue, {@link #NEVER} for none
 * @param expiresInDays days until something expires; negative when it has, {@link #NEVER} for nothing
 */
public record ManualEvidence(boolean present, long dueInDays, long expiresInDays) {
  /** No date is known. */
  public static final long NEVER = Long.MAX_VALUE / 2;

  public static final ManualEvidence VALID = new ManualEvidence(true, NEVER, NEVER);
  public static final ManualEvidence MISSING = new ManualEvidence(false, NEVER, NEVER);

  /** Whether the manual part is there. */
  public enum State {
    VALID,
    OVERDUE,
    MISSING
  }

  public static ManualEvidence overdue(long days) {
    return new ManualEvidence(true, -days, NEVER);
  }

  public State state() {
    if (!present) {
      return State.MISSING;
    }
    return overdueDays() > 0 ? State.OVERDUE : State.VALID;
  }

  /** Days past the review or, where that is more, past what expired; 0 when neither is. */
  public long overdueDays() {
    return present ? Math.max(0, -Math.min(dueInDays, expiresInDays)) : 0;
  }

  /** The same documents and records so many days later. */
  ManualEvidence after(long days) {
    return new ManualEvidence(present, later(dueInDays, days), later(expiresInDays, days));
  }

  private static long later(long inDays, long days) {
    return inDays == NEVER ? NEVER : inDays - days;
  }
}
