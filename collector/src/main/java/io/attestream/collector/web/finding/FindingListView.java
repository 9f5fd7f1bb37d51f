package io.attestream.collector.web.finding;

import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.web.live.TickerItem;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of findings.
 *
 * @param provisional failures that agents reported and no commit has recorded yet
 * @param next address of the next page, or empty
 */
public record FindingListView(
    FindingState state,
    Optional<SeverityBadge> severity,
    String unit,
    String check,
    List<String> units,
    List<TickerItem> provisional,
    Page<Line> page,
    String next) {

  /**
   * A finding.
   *
   * @param resolution how it ended, in words, or empty
   * @param marks open nonconformities that watch its check in its unit
   * @param exception the one that covers it now
   */
  public record Line(
      long id,
      String check,
      String title,
      SeverityBadge severity,
      long resource,
      String name,
      String rid,
      String unit,
      When opened,
      Optional<When> resolved,
      String resolution,
      List<String> controls,
      List<Mark> marks,
      Optional<ExceptionMark> exception) {

    /** The same line with the marks of its check in its unit, and the exception over it. */
    Line with(Map<String, List<Mark.InUnit>> byCheck, @Nullable ExceptionMark covering) {
      List<Mark> mine =
          byCheck.getOrDefault(check, List.of()).stream()
              .filter(mark -> mark.unit().isEmpty() || mark.unit().equals(unit))
              .map(Mark.InUnit::mark)
              .distinct()
              .toList();
      return new Line(
          id,
          check,
          title,
          severity,
          resource,
          name,
          rid,
          unit,
          opened,
          resolved,
          resolution,
          controls,
          mine,
          Optional.ofNullable(covering));
    }
  }

  public boolean filtered() {
    return severity.isPresent() || !unit.isEmpty() || !check.isEmpty();
  }
}
