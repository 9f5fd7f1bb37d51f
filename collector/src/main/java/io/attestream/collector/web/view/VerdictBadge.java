package io.attestream.collector.web.view;

import io.attestream.evidence.model.Status;

/** How a verdict is shown. */
public enum VerdictBadge {
  PASS("PASS", "✓", "good"),
  FAIL("FAIL", "✕", "major"),
  NOT_APPLICABLE("NOT APPLICABLE", "–", "none"),
  UNKNOWN("UNKNOWN", "?", "minor");

  private final String label;
  private final String sign;
  private final String css;

  VerdictBadge(String label, String sign, String css) {
    this.label = label;
    this.sign = sign;
    this.css = css;
  }

  public String label() {
    return label;
  }

  public String sign() {
    return sign;
  }

  public String css() {
    return css;
  }

  public static VerdictBadge of(Status status) {
    return switch (status) {
      case PASS -> PASS;
      case FAIL -> FAIL;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** The badge of the number that the database stores, the ordinal of {@link Status}. */
  public static VerdictBadge of(int stored) {
    return of(Status.values()[stored]);
  }
}
