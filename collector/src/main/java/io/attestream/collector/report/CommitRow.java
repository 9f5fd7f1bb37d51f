package io.attestream.collector.report;

/**
 * A commit as the export needs it.
 *
 * @param index of its entry in the log
 * @param snapshot whether its manifest has no base
 * @param finishedAt epoch milliseconds
 */
record CommitRow(
    long index,
    String agent,
    long seq,
    long unitId,
    long finishedAt,
    long puts,
    long dels,
    boolean snapshot) {

  /** Whether it changed nothing. */
  boolean unchanged() {
    return !snapshot && puts == 0 && dels == 0;
  }
}
