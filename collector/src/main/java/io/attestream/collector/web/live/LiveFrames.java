package io.attestream.collector.web.live;

import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvent.AgentChanged;
import io.attestream.collector.live.LiveEvent.BundleProgress;
import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.live.LiveEvent.CommitApplied;
import io.attestream.collector.live.LiveEvent.GradeChanged;
import io.attestream.collector.live.LiveEvent.Missed;
import io.attestream.collector.live.LiveEvent.ProvisionalChanged;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.model.Status;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says in frames what an event means for an open page: lines for the ticker, and the topics whose
 * parts of the page are stale. Reads the database, so it runs on a worker.
 */
final class LiveFrames {
  /** Lines of one event; what is more is counted in one line. */
  private static final int MOST_LINES = 12;

  private final Database database;
  private final Reference reference;
  private final ProvisionalBoard board;
  private final CommitChanges commits;
  private final Renderer renderer;

  /** A frame without its id. */
  record Draft(String event, String data) {}

  LiveFrames(Database database, Reference reference, ProvisionalBoard board, Renderer renderer) {
    this.database = database;
    this.reference = reference;
    this.board = board;
    this.commits = new CommitChanges(reference);
    this.renderer = renderer;
  }

  List<Draft> of(LiveEvent event, Instant now) {
    List<Draft> frames = new ArrayList<>();
    if (event instanceof ProvisionalChanged provisional) {
      ticks(frames, provisional(provisional, now), now);
      frames.add(changed("provisional"));
    } else if (event instanceof CommitApplied commit) {
      List<Change> preview = board.committed(commit.unit());
      ticks(frames, database.read(handle -> commits.of(handle, commit, preview, now)), now);
      frames.add(changed("results findings agents provisional"));
    } else if (event instanceof GradeChanged grade) {
      frames.add(tick(grade(grade, now)));
      frames.add(changed("grades"));
    } else if (event instanceof AgentChanged) {
      frames.add(changed("agents"));
    } else if (event instanceof BundleProgress bundle) {
      frames.add(progress(bundle));
    } else if (event instanceof Missed) {
      frames.add(changed("all"));
    }
    return frames;
  }

  /** What is worth a line: failures, unknowns, and passes that end a failure seen before. */
  private List<TickerItem> provisional(ProvisionalChanged event, Instant now) {
    List<Change> worth =
        event.changes().stream()
            .filter(
                change ->
                    change.status() == Status.FAIL
                        || board.failing(event.unit(), change)
                        || database.read(
                            handle -> CommitChanges.failing(handle, event.unit(), change)))
            .toList();
    board.report(event.unit(), event.changes());
    return worth.stream().map(change -> board.item(event.unit(), change, now)).toList();
  }

  private void ticks(List<Draft> frames, List<TickerItem> items, Instant now) {
    int more = items.size() - MOST_LINES;
    if (more > 0) {
      frames.add(
          tick(
              new TickerItem(
                  "+", "none", more + " more changes", "", "/findings", false, When.of(now, now))));
    }
    for (int i = Math.min(items.size(), MOST_LINES) - 1; i >= 0; i--) {
      frames.add(tick(items.get(i)));
    }
  }

  private TickerItem grade(GradeChanged event, Instant now) {
    boolean manual = reference.control(event.control()).map(Reference::manualOnly).orElse(false);
    GradeBadge badge = GradeBadge.of(event.to(), manual);
    return new TickerItem(
        badge.sign(),
        badge.css(),
        event.control() + " reads: " + badge.label(),
        reference.controlTitle(event.control()),
        "/controls/" + event.control(),
        false,
        When.of(now, now));
  }

  private Draft tick(TickerItem item) {
    byte[] html = renderer.render("part/tick", Map.of("item", item));
    return new Draft("ticker", new String(html, StandardCharsets.UTF_8));
  }

  private static Draft changed(String topics) {
    return new Draft("changed", topics);
  }

  private static Draft progress(BundleProgress bundle) {
    return new Draft(
        "progress",
        new JsonObject()
            .put("id", bundle.id())
            .put("percent", bundle.percent())
            .put("state", bundle.state())
            .encode());
  }
}
