package io.attestream.collector.clauses;

/** What is held at planned intervals. */
public enum EventKind {
  /** Clause 9.2. */
  AUDIT("internal audit"),
  /** Clause 9.3. */
  REVIEW("management review");

  private final String words;

  EventKind(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
