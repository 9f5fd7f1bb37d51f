package io.attestream.evidence.model;

/** The four possible verdicts. There is no fifth: whatever could not be judged is {@link #UNKNOWN}. */
public enum Status {
  /** The condition holds on evidence that was really observed. */
  PASS("pass"),
  /** The condition does not hold on evidence that was really observed. */
  FAIL("fail"),
  /** The check does not concern this resource, shown by observed evidence. */
  NOT_APPLICABLE("na"),
  /** Nothing can be said; an {@link UnknownReason} says why. */
  UNKNOWN("unknown");

  private final String wire;

  Status(String wire) {
    this.wire = wire;
  }

  /** The form inside a result leaf: {@code pass}, {@code fail}, {@code na} or {@code unknown}. */
  public String wire() {
    return wire;
  }

  /**
   * Reads the form inside a result leaf.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Status fromWire(String wire) {
    for (Status status : values()) {
      if (status.wire.equals(wire)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "status is '" + wire + "', expected pass, fail, na or unknown");
  }
}
