package io.attestream.collector.web.live;

import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.live.LiveEvent.CommitApplied;
import io.attestream.collector.live.LiveEvent.Transition;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Says which failures a commit opened and ended. */
final class CommitChanges {
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
    List<TickerItem> items = new ArrayList<>();
    for (Transition transition : commit.transitions()) {
      items.add(item(handle, commit, transition, now));
    }
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

  private TickerItem item(Handle handle, CommitApplied commit, Transition transition, Instant now) {
    boolean opened = transition.after().equals(Optional.of(Status.FAIL));
    Optional<VerdictBadge> verdict =
        transition.after().map(status -> VerdictBadge.of(status.ordinal()));
    String says = verdict.map(VerdictBadge::label).orElse("Gone");
    return new TickerItem(
        opened ? "✕" : verdict.map(VerdictBadge::sign).orElse("✓"),
        opened ? "major" : verdict.map(VerdictBadge::css).orElse("good"),
        says + ": " + reference.checkTitle(transition.check()),
        name(handle, transition.resourceId()) + " in " + commit.unit(),
        "/resources/" + transition.resourceId(),
        false,
        When.of(now, now));
  }

  private static String name(Handle handle, long resource) {
    return handle
        .createQuery("SELECT name FROM resource WHERE id = :id")
        .bind("id", resource)
        .mapTo(String.class)
        .findOne()
        .orElse("a resource");
  }

  /** Whether the recorded result of what changed is a failure. */
  static boolean failing(Handle handle, String unit, Change change) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM unit u
              JOIN resource s ON s.unit_id = u.id AND s.type = :type AND s.rid = :rid
              JOIN result r ON r.resource_id = s.id AND r.status = 1
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
