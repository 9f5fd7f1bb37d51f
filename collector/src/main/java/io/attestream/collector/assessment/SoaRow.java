package io.attestream.collector.assessment;

/**
 * What the Statement of Applicability says of a control.
 *
 * @param overdueDays days past the due date of a planned implementation; 0 or less when not due
 */
public record SoaRow(
    Applicability applicability, boolean justified, Implementation implemented, long overdueDays) {
  /** Taken where no Statement of Applicability was recorded at all. */
  public static final SoaRow ASSUMED =
      new SoaRow(Applicability.APPLICABLE, true, Implementation.YES, 0);

  /** Whether the control is in the Statement. */
  public enum Applicability {
    APPLICABLE,
    EXCLUDED,
    MISSING
  }

  /** Whether the control is in place. */
  public enum Implementation {
    YES,
    PLANNED,
    NO
  }
}
