package io.attestream.collector.web.view;

/** How a check's severity is shown, most severe first. */
public enum SeverityBadge {
  CRITICAL("Critical", "●●●●", "major"),
  HIGH("High", "●●●", "minor"),
  MEDIUM("Medium", "●●", "improve"),
  LOW("Low", "●", "none");

  private final String label;
  private final String sign;
  private final String css;

  SeverityBadge(String label, String sign, String css) {
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

  /** The badge of a stored severity, in any case; what is not known reads as the most severe. */
  public static SeverityBadge of(String stored) {
    for (SeverityBadge badge : values()) {
      if (badge.name().equalsIgnoreCase(stored)) {
        return badge;
      }
    }
    return CRITICAL;
  }
}
