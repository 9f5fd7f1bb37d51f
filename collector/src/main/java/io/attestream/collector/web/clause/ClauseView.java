package io.attestream.collector.web.clause;

import io.attestream.collector.clauses.Requirement;
import io.attestream.collector.web.evidence.EvidenceView;
import java.util.List;

/**
 * One clause with its documents and records.
 *
 * @param today for the form, 2026-11-25
 * @param problems why nothing was changed
 */
public record ClauseView(
    Requirement requirement,
    ClauseListView.Line line,
    List<EvidenceView.Line> records,
    String today,
    List<String> problems) {
  public ClauseView {
    records = List.copyOf(records);
    problems = List.copyOf(problems);
  }
}
