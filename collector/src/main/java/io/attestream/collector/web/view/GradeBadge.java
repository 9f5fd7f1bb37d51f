package io.attestream.collector.web.view;

/**
 * How a control's grade is shown: a word, a sign that needs no colour, and a style class. In the order
 * in which a reader should see them, worst first.
 */
public enum GradeBadge {
  LIKELY_MAJOR("Likely major nonconformity", "Likely major", "!!", "major"),
  LIKELY_MINOR("Likely minor nonconformity", "Likely minor", "!", "minor"),
  NO_EVIDENCE("No evidence", "No evidence", "?", "none"),
  OFI("Opportunity for improvement", "Improvement", "↗", "improve"),
  CONFORMING("Likely conforming", "Likely conforming", "✓", "good"),
  MANUAL("Manual evidence only", "Manual", "✎", "manual"),
  NOT_APPLICABLE("Not applicable", "Not applicable", "–", "none");

  private final String label;
  private final String brief;
  private final String sign;
  private final String css;

  GradeBadge(String label, String brief, String sign, String css) {
    this.label = label;
    this.brief = brief;
    this.sign = sign;
    this.css = css;
  }

  public String label() {
    return label;
  }

  public String brief() {
    return brief;
  }

  public String sign() {
    return sign;
  }

  public String css() {
    return css;
  }

  /**
   * The badge of a stored grade.
   *
   * @param manualOnly whether no check can ever evidence the control; then "no evidence" only says that
   *     people have not brought their documents and records yet
   */
  public static GradeBadge of(String stored, boolean manualOnly) {
    if (manualOnly && stored.equals(NO_EVIDENCE.name())) {
      return MANUAL;
    }
    for (GradeBadge badge : values()) {
      if (badge.name().equals(stored)) {
        return badge;
      }
    }
    return NO_EVIDENCE;
  }
}
