package io.attestream.collector.web.overview;

import io.attestream.checks.control.Theme;
import io.attestream.collector.web.live.TickerItem;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Map;

/**
 * The first page.
 *
 * @param units scope units that have a commit
 * @param grades how many controls show each badge, worst first
 */
public record OverviewView(
    int units,
    Counts results,
    Map<GradeBadge, Integer> grades,
    List<ThemeTiles> themes,
    Map<SeverityBadge, Long> openFindings,
    List<Look> lookFirst,
    List<Gap> gaps,
    List<TickerItem> ticker) {

  /** The tiles of one theme. */
  public record ThemeTiles(Theme theme, List<Tile> tiles) {}

  /**
   * One control.
   *
   * @param confidence HIGH, MEDIUM or LOW
   * @param dots 1 to 3, for the confidence
   * @param reason the facts of the worst rule, or empty
   */
  public record Tile(
      String control,
      String title,
      Theme theme,
      GradeBadge grade,
      String confidence,
      int dots,
      String reason) {
    /** What a screen reader says. */
    public String spoken() {
      return "%s %s: %s, %s confidence"
          .formatted(control, title, grade.label(), confidence.toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** Something worth looking at first, with where to go. */
  public record Look(String sign, String css, String what, String about, String to) {}

  /** Something that was not seen: a silent agent, an enumeration that did not complete. */
  public record Gap(String what, String about, String to, When since) {}

  /** Open findings of all severities. */
  public long open() {
    return openFindings.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether any agent has delivered anything yet. */
  public boolean empty() {
    return units == 0;
  }
}
