package io.attestream.collector.nonconformity;

/** Where an entry stands: the last step that was taken. */
public enum Stage {
  OPEN("open", "record the correction"),
  CORRECTED("corrected", "analyse the cause"),
  CAUSE("cause known", "plan actions"),
  PLAN("planned", "carry the plan out"),
  IMPLEMENTED("implemented", "verify it"),
  VERIFYING("verifying", "see that it stays away"),
  EFFECTIVE("effective", ""),
  REOPENED("reopened", "analyse the cause again"),
  ACCEPTED("accepted", "carry it out"),
  REJECTED("rejected", ""),
  DONE("done", "");

  private final String words;
  private final String next;

  Stage(String words, String next) {
    this.words = words;
    this.next = next;
  }

  public String words() {
    return words;
  }

  /** What is to be done next; empty when it is closed. */
  public String next() {
    return next;
  }

  public boolean closed() {
    return next.isEmpty();
  }

  /** Whether the cause of the failure is still to be found. */
  boolean beforeCause() {
    return this == OPEN || this == CORRECTED || this == REOPENED;
  }
}
