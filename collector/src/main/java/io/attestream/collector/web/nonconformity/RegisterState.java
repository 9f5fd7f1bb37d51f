package io.attestream.collector.web.nonconformity;

/** Which entries a list holds. */
public enum RegisterState {
  OPEN("Open"),
  OVERDUE("Overdue"),
  CLOSED("Closed"),
  ALL("All");

  private final String label;

  RegisterState(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
