package io.attestream.collector.assessment;

/**
 * What the Statement of Applicability says of a control.
 *
 * @param justified whether an exclusion has a justification that was approved
 * @param overdueDays days past the date of a planned implementation; negative when days are left
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

  boolean unjustifiedExclusion() {
    return applicability == Applicability.EXCLUDED && !justified;
  }

  boolean applicableAndImplemented() {
    return applicability == Applicability.APPLICABLE && implemented == Implementation.YES;
  }

  SoaRow after(long days) {
    return new SoaRow(applicability, justified, implemented, overdueDays + days);
  }
}
