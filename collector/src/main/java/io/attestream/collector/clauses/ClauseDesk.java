package io.attestream.collector.clauses;

import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Plans audits and reviews, and records that they were held. Every method blocks. */
public final class ClauseDesk {
  private static final int MOST = 500;

  private final Decisions decisions;

  public ClauseDesk(Decisions decisions) {
    this.decisions = decisions;
  }

  /**
   * Plans one.
   *
   * @return its id
   */
  public long plan(String by, ClauseEvent event) {
    DecisionRefused.unlessFree(event.problems());
    return decisions.decide(
        by,
        (handle, index, now) -> {
          if (ClauseEventTable.count(handle) >= MOST) {
            throw new DecisionRefused(
                "there are " + MOST + " audits and reviews; withdraw one first");
          }
          long id = ClauseEventTable.add(handle, event, by, now, index);
          return new Decision<>("clause-event", about(id), event.json(), touched(event), id);
        });
  }

  /** Records that it was held, or corrects what was recorded of that. */
  public void hold(String by, long id, ClauseEvent.Held held) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          ClauseEvent event = present(handle, id);
          DecisionRefused.unlessFree(held.problems(LocalDate.ofInstant(now, ZoneOffset.UTC)));
          ClauseEventTable.hold(handle, id, held, index);
          Map<String, Object> content = new LinkedHashMap<>();
          content.put("event", event.json());
          content.put("held", held.json());
          return new Decision<>("clause-event-held", about(id), content, touched(event), true);
        });
  }

  /** Takes it back: it counts no more, and the log keeps that it stood. */
  public void withdraw(String by, long id) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          ClauseEvent event = present(handle, id);
          ClauseEventTable.withdraw(handle, id, by, now);
          return new Decision<>(
              "clause-event-withdrawn",
              about(id),
              Map.of("event", event.json()),
              touched(event),
              true);
        });
  }

  private static ClauseEvent present(Handle handle, long id) {
    return ClauseEventTable.find(handle, id)
        .orElseThrow(() -> new DecisionRefused("there is no audit or review " + id));
  }

  private static String about(long id) {
    return "clause/event/" + id;
  }

  private static Set<String> touched(ClauseEvent event) {
    return Set.of(Requirement.subject(event.is(EventKind.AUDIT) ? "9.2.1" : "9.3.1"));
  }
}
