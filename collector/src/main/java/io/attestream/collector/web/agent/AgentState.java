package io.attestream.collector.web.agent;

/** How an agent stands to its promise. */
public enum AgentState {
  ON_TIME("on time", "✓", "good"),
  SILENT("silent", "!", "minor"),
  NEVER_REPORTED("no commit yet", "?", "none"),
  REVOKED("revoked", "–", "none");

  private final String label;
  private final String sign;
  private final String css;

  AgentState(String label, String sign, String css) {
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
}
