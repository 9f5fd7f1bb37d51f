package io.attestream.collector.web.control;

import io.attestream.checks.control.Theme;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Optional;

/**
 * The list of controls.
 *
 * @param scope what the grades are of
 * @param search what the title or id must hold, or empty
 */
public record ControlListView(
    ScopeChoice scope,
    Optional<GradeBadge> grade,
    Optional<Theme> theme,
    String search,
    List<Line> lines,
    int total) {

  /**
   * One control.
   *
   * @param classes what checks can show: AWS and Kubernetes class in words
   * @param since when the grade began
   */
  public record Line(
      String id,
      String title,
      GradeBadge grade,
      String confidence,
      String reason,
      String classes,
      int checks,
      Counts counts,
      Optional<When> since) {}
}
