package io.attestream.collector.web.evidence;

import io.attestream.collector.manual.Slot;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.When;
import java.util.List;

/**
 * The documents and records of one control.
 *
 * @param manual what a person has to bring
 * @param operationByChecks whether checks fill the slot of operation
 * @param state valid, overdue or missing, in words
 * @param today for the form, 2026-11-25
 * @param problems why the last attempt was refused
 */
public record EvidenceView(
    String id,
    String title,
    String manual,
    boolean operationByChecks,
    GradeBadge grade,
    String state,
    List<Line> lines,
    String today,
    List<String> problems) {
  /**
   * One record.
   *
   * @param due day of the next review
   * @param overdue whether that day is past
   */
  public record Line(
      long id,
      Slot slot,
      String title,
      String reference,
      String digest,
      String effectiveOn,
      When received,
      String due,
      boolean overdue,
      String expiresOn,
      String owner,
      String recordedBy) {}

  public List<Line> in(Slot slot) {
    return lines.stream().filter(line -> line.slot() == slot).toList();
  }
}
