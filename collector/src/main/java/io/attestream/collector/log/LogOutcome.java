package io.attestream.collector.log;

/** What work did in its transaction. */
public sealed interface LogOutcome<R> {
  R result();

  /**
   * Append an entry.
   *
   * @param kind what it is, for the index: commit, enrol, log-start, …
   * @param body a DSSE envelope of at most 65,535 bytes
   */
  record Append<R>(String kind, byte[] body, R result) implements LogOutcome<R> {}

  /** Nothing to append, for example because it was appended before. */
  record Nothing<R>(R result) implements LogOutcome<R> {}
}
