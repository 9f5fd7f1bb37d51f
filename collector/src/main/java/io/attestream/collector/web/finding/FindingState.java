package io.attestream.collector.web.finding;

/** Which findings a list holds. */
public enum FindingState {
  OPEN("Open"),
  RESOLVED("Ended"),
  ALL("All");

  private final String label;

  FindingState(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
