package io.attestream.collector.manual;

/** What a document or record shows of a control. */
public enum Slot {
  DOCUMENTATION("Documentation", "the rule or procedure"),
  OPERATION("Operation", "a record that it is done");

  private final String label;
  private final String meaning;

  Slot(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  public String label() {
    return label;
  }

  public String meaning() {
    return meaning;
  }
}
