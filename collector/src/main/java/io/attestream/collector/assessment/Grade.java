package io.attestream.collector.assessment;

/**
 * The grade of a control, in rising order of concern; {@link #NOT_APPLICABLE} stands outside the
 * order. Failure evidence beats missing evidence, and missing evidence never becomes {@link
 * #CONFORMING}.
 */
public enum Grade {
  /** Nothing speaks against the control on fresh, sufficient evidence. */
  CONFORMING("conforming"),
  /** Opportunity for improvement. Never hides a nonconformity. */
  OFI("opportunity for improvement"),
  /** There is not enough evidence to say anything. */
  NO_EVIDENCE("no evidence"),
  /** An auditor would likely raise a minor nonconformity. */
  LIKELY_MINOR("likely minor nonconformity"),
  /** An auditor would likely raise a major nonconformity. */
  LIKELY_MAJOR("likely major nonconformity"),
  /** Excluded in the Statement of Applicability, justified, and nothing contradicts it. */
  NOT_APPLICABLE("not applicable");

  private final String words;

  Grade(String words) {
    this.words = words;
  }

  /** How a page names it. */
  public String words() {
    return words;
  }

  /** How it is named before a Stage 1 audit, which raises areas of concern. */
  public String stageOneWords() {
    return this == LIKELY_MINOR || this == LIKELY_MAJOR ? "area of concern" : words;
  }

  /** The worse of two grades; {@link #NOT_APPLICABLE} gives way to any other. */
  public Grade worse(Grade other) {
    if (this == NOT_APPLICABLE) {
      return other;
    }
    return other == NOT_APPLICABLE || ordinal() >= other.ordinal() ? this : other;
  }
}
