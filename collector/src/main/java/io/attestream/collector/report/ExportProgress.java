package io.attestream.collector.report;

/** Follows an export. */
@FunctionalInterface
public interface ExportProgress {
  /**
   * Part of the export is written.
   *
   * @param percent 0 to 100, never going back
   */
  void at(int percent);
}
