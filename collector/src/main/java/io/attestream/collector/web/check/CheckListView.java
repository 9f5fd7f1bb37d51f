package io.attestream.collector.web.check;

import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import java.util.List;
import java.util.Optional;

/** The list of checks. */
public record CheckListView(
    Optional<SeverityBadge> severity,
    Optional<VerdictBadge> verdict,
    String search,
    List<Line> lines,
    int total) {

  /** One check with its results over all units. */
  public record Line(
      String id,
      String title,
      SeverityBadge severity,
      String resource,
      List<String> controls,
      Counts counts) {}
}
