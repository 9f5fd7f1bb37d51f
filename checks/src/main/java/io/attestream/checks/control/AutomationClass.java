package io.attestream.checks.control;

/** How far the evidence for a control can be collected by a machine on one provider. */
public enum AutomationClass {
  /** The technical part is fully shown by checks. */
  F("full"),
  /** A material part is shown by checks. */
  P("partial"),
  /** Checks give hints only. */
  W("weak"),
  /** Nothing can be shown by a check; documents and records are uploaded. */
  N("manual only");

  private final String label;

  AutomationClass(String label) {
    this.label = label;
  }

  /** What a person reads. */
  public String label() {
    return label;
  }

  /** The stronger of the two. */
  public AutomationClass or(AutomationClass other) {
    return ordinal() <= other.ordinal() ? this : other;
  }
}
