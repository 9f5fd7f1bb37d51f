package io.attestream.collector.web.overview;

import io.attestream.checks.control.Control;
import io.attestream.checks.control.Theme;
import io.attestream.collector.web.live.RecentChanges;
import io.attestream.collector.web.overview.OverviewView.Gap;
import io.attestream.collector.web.overview.OverviewView.Look;
import io.attestream.collector.web.overview.OverviewView.ThemeTiles;
import io.attestream.collector.web.overview.OverviewView.Tile;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the first page from counters, grades and findings; never from results. */
public final class OverviewQuery {
  private static final int LOOK_FIRST = 6;
  private static final int GAPS = 12;

  private final Reference reference;
  private final RecentChanges recent;

  public OverviewQuery(Reference reference) {
    this.reference = reference;
    this.recent = new RecentChanges(reference);
  }

  public OverviewView load(Handle handle, Instant now) {
    Map<String, GradeRow> grades = GradeRow.all(handle);
    List<Tile> tiles = reference.controls().stream().map(c -> tile(c, grades)).toList();
    return new OverviewView(
        handle.createQuery("SELECT COUNT(*) FROM unit").mapTo(Integer.class).one(),
        results(handle),
        count(tiles),
        Arrays.stream(Theme.values()).map(theme -> themed(theme, tiles)).toList(),
        openFindings(handle),
        lookFirst(handle, tiles, now),
        gaps(handle, now),
        recent.load(handle, now));
  }

  private static Tile tile(Control control, Map<String, GradeRow> grades) {
    GradeRow row = grades.get(control.id());
    if (row == null) {
      row = GradeRow.unassessed(control);
    }
    return new Tile(
        control.id(),
        control.title(),
        control.theme(),
        row.badge(),
        row.confidence(),
        row.dots(),
        row.fired().isEmpty() ? "" : row.fired().get(0).facts());
  }

  private static ThemeTiles themed(Theme theme, List<Tile> tiles) {
    return new ThemeTiles(theme, tiles.stream().filter(tile -> tile.theme() == theme).toList());
  }

  private static Map<GradeBadge, Integer> count(List<Tile> tiles) {
    Map<GradeBadge, Integer> counts = new EnumMap<>(GradeBadge.class);
    for (GradeBadge badge : GradeBadge.values()) {
      counts.put(badge, 0);
    }
    tiles.forEach(tile -> counts.merge(tile.grade(), 1, Integer::sum));
    return counts;
  }

  private static Counts results(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(SUM(pass), 0) AS pass, COALESCE(SUM(fail), 0) AS fail,
              COALESCE(SUM(na), 0) AS na, COALESCE(SUM(unknown), 0) AS unknown FROM counter
            """)
        .map(Counts::read)
        .one();
  }

  private static Map<SeverityBadge, Long> openFindings(Handle handle) {
    Map<SeverityBadge, Long> open = new EnumMap<>(SeverityBadge.class);
    for (SeverityBadge severity : SeverityBadge.values()) {
      open.put(severity, 0L);
    }
    handle
        .createQuery(
            "SELECT severity, COUNT(*) AS n FROM finding WHERE resolved_at IS NULL GROUP BY severity")
        .map(
            (row, context) ->
                Map.entry(SeverityBadge.of(row.getString("severity")), row.getLong("n")))
        .forEach(entry -> open.merge(entry.getKey(), entry.getValue(), Long::sum));
    return open;
  }

  private List<Look> lookFirst(Handle handle, List<Tile> tiles, Instant now) {
    List<Look> looks = new ArrayList<>();
    tiles.stream()
        .filter(tile -> tile.grade() == GradeBadge.LIKELY_MAJOR)
        .limit(LOOK_FIRST)
        .forEach(tile -> looks.add(look(tile)));
    handle
        .createQuery(
            """
            SELECT c.check_id, SUM(c.fail) AS fail, MIN(c.oldest_failure) AS oldest
            FROM counter c WHERE c.fail > 0 AND c.check_id IN (
              SELECT f.check_id FROM finding f
              WHERE f.resolved_at IS NULL AND UPPER(f.severity) = 'CRITICAL')
            GROUP BY c.check_id ORDER BY oldest LIMIT 6
            """)
        .map(
            (row, context) ->
                new Look(
                    "✕",
                    "major",
                    reference.checkTitle(row.getString("check_id")),
                    "Critical, fails on %d; the oldest since %s"
                        .formatted(row.getLong("fail"), When.of(row.getLong("oldest"), now).text()),
                    "/checks/" + row.getString("check_id")))
        .forEach(looks::add);
    tiles.stream()
        .filter(tile -> tile.grade() == GradeBadge.LIKELY_MINOR)
        .sorted(Comparator.comparing(Tile::dots).reversed())
        .limit(LOOK_FIRST)
        .forEach(tile -> looks.add(look(tile)));
    return looks.stream().limit(LOOK_FIRST).toList();
  }

  private static Look look(Tile tile) {
    return new Look(
        tile.grade().sign(),
        tile.grade().css(),
        tile.control() + " " + tile.title(),
        tile.grade().label() + (tile.reason().isEmpty() ? "" : ". " + tile.reason()),
        "/controls/" + tile.control());
  }

  private static List<Gap> gaps(Handle handle, Instant now) {
    List<Gap> gaps = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT name, agent_id, next_by, committed_at FROM unit
            WHERE next_by < :now ORDER BY next_by LIMIT :most
            """)
        .bind("now", now.toEpochMilli())
        .bind("most", GAPS)
        .map(
            (row, context) ->
                new Gap(
                    row.getString("name") + " is silent",
                    "Agent " + row.getString("agent_id") + " promised a commit that did not come",
                    "/agents",
                    When.of(row.getLong("next_by"), now)))
        .forEach(gaps::add);
    handle
        .createQuery(
            """
            SELECT u.name, c.incomplete, c.finished_at FROM unit u
            JOIN commit_entry c ON c.idx = u.commit_idx
            WHERE c.incomplete > 0 ORDER BY c.incomplete DESC LIMIT :most
            """)
        .bind("most", GAPS)
        .map(
            (row, context) ->
                new Gap(
                    row.getString("name") + " was not seen in full",
                    row.getLong("incomplete") == 1
                        ? "1 listing did not complete"
                        : row.getLong("incomplete") + " listings did not complete",
                    "/agents",
                    When.of(row.getLong("finished_at"), now)))
        .forEach(gaps::add);
    return gaps.stream().limit(GAPS).toList();
  }
}
