package io.attestream.collector.web.live;

import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.live.LiveEvent.CommitApplied;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which failures a commit opened and ended, from the results that it added and removed. */
final class CommitChanges {
  private static final int MOST = 60;

  private final Reference reference;

  CommitChanges(Reference reference) {
    this.reference = reference;
  }

  /**
   * Lines for the ticker, newest first.
   *
   * @param preview failures that were shown as provisional before this commit
   */
  List<TickerItem> of(Handle handle, CommitApplied commit, List<Change> preview, Instant now) {
    List<TickerItem> items = new ArrayList<>(opened(handle, commit, now));
    items.addAll(ended(handle, commit, now));
    for (Change change : preview) {
      TickerItem passed = passed(commit.unit(), change, now);
      boolean said = items.stream().anyMatch(item -> item.about().equals(passed.about()));
      if (!said && !failing(handle, commit.unit(), change)) {
        items.add(passed);
      }
    }
    return items;
  }

  /** A failure that came and went between two commits: never evidence, but seen on this page. */
  private TickerItem passed(String unit, Change change, Instant now) {
    return new TickerItem(
        "✓",
        "good",
        "Over: " + reference.checkTitle(change.check()),
        change.resource() + " in " + unit,
        "/checks/" + change.check(),
        false,
        When.of(now, now));
  }

  private List<TickerItem> opened(Handle handle, CommitApplied commit, Instant now) {
    return handle
        .createQuery(
            """
            SELECT c.check_id, r.resource_id, s.name FROM unit u
            JOIN result r ON r.unit_id = u.id AND r.added = :idx AND r.status = 1
            JOIN check_ref c ON c.id = r.check_ref JOIN resource s ON s.id = r.resource_id
            WHERE u.name = :unit AND NOT EXISTS (
              SELECT 1 FROM result b WHERE b.unit_id = u.id AND b.removed = :idx
                AND b.status = 1 AND b.leaf_key = r.leaf_key)
            LIMIT :most
            """)
        .bind("idx", commit.logIndex())
        .bind("unit", commit.unit())
        .bind("most", MOST)
        .map(
            (row, context) ->
                new TickerItem(
                    "✕",
                    "major",
                    "FAIL: " + reference.checkTitle(row.getString("check_id")),
                    row.getString("name") + " in " + commit.unit(),
                    "/resources/" + row.getLong("resource_id"),
                    false,
                    When.of(now, now)))
        .list();
  }

  private List<TickerItem> ended(Handle handle, CommitApplied commit, Instant now) {
    return handle
        .createQuery(
            """
            SELECT c.check_id, r.resource_id, s.name, n.status AS after FROM unit u
            JOIN result r ON r.unit_id = u.id AND r.removed = :idx AND r.status = 1
            JOIN check_ref c ON c.id = r.check_ref JOIN resource s ON s.id = r.resource_id
            LEFT JOIN result n ON n.unit_id = u.id AND n.added = :idx AND n.leaf_key = r.leaf_key
            WHERE u.name = :unit AND (n.status IS NULL OR n.status <> 1)
            LIMIT :most
            """)
        .bind("idx", commit.logIndex())
        .bind("unit", commit.unit())
        .bind("most", MOST)
        .map(
            (row, context) -> {
              int after = row.getInt("after");
              @Nullable VerdictBadge verdict = row.wasNull() ? null : VerdictBadge.of(after);
              return new TickerItem(
                  verdict == null ? "✓" : verdict.sign(),
                  verdict == null ? "good" : verdict.css(),
                  (verdict == null ? "Gone: " : verdict.label() + ": ")
                      + reference.checkTitle(row.getString("check_id")),
                  row.getString("name") + " in " + commit.unit(),
                  "/resources/" + row.getLong("resource_id"),
                  false,
                  When.of(now, now));
            })
        .list();
  }

  /** Whether the recorded result of what changed is a failure. */
  static boolean failing(Handle handle, String unit, Change change) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM unit u
              JOIN resource s ON s.unit_id = u.id AND s.type = :type AND s.rid = :rid
              JOIN result r ON r.resource_id = s.id AND r.removed IS NULL AND r.status = 1
              JOIN check_ref c ON c.id = r.check_ref AND c.check_id = :check
              WHERE u.name = :unit)
            """)
        .bind("unit", unit)
        .bind("type", change.resourceType())
        .bind("rid", change.resourceId())
        .bind("check", change.check())
        .mapTo(Boolean.class)
        .one();
  }
}
