package io.attestream.collector.web.confirmed;

import io.attestream.collector.confirmed.Confirmation;
import java.time.LocalDate;
import java.util.List;

/**
 * What is confirmed and has not ended, the newest first.
 *
 * @param problems why nothing was changed; empty when nothing was refused
 */
public record ConfirmationListView(
    LocalDate today, List<Confirmation> lines, List<String> problems) {
  public ConfirmationListView {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }
}
