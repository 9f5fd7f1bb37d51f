package io.attestream.collector.web.live;

import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What agents reported since the last commit of each unit. It is a preview for pages and never
 * evidence; a commit over the unit replaces it. Bounded; thread-safe.
 */
public final class ProvisionalBoard {
  private static final int MOST_CHANGES = 500;
  private static final int MOST_UNITS = 1000;

  private final Reference reference;
  private final Map<String, Map<Key, Change>> units = new LinkedHashMap<>();

  private record Key(String check, String type, String resource) {}

  public ProvisionalBoard(Reference reference) {
    this.reference = reference;
  }

  /** Takes in what an agent reported over a unit. */
  synchronized void report(String unit, List<Change> changes) {
    Map<Key, Change> known = units.computeIfAbsent(unit, u -> new LinkedHashMap<>());
    for (Change change : changes) {
      Key key = new Key(change.check(), change.resourceType(), change.resourceId());
      known.remove(key);
      known.put(key, change);
    }
    dropOldest(known, MOST_CHANGES);
    dropOldest(units, MOST_UNITS);
  }

  /**
   * Forgets a unit's preview: a commit says what holds.
   *
   * @return the failures that it held
   */
  synchronized List<Change> committed(String unit) {
    Map<Key, Change> preview = units.remove(unit);
    return preview == null
        ? List.of()
        : preview.values().stream().filter(change -> change.status() == Status.FAIL).toList();
  }

  /** Whether the last report of what changed was a failure. */
  synchronized boolean failing(String unit, Change change) {
    Change before =
        units
            .getOrDefault(unit, Map.of())
            .get(new Key(change.check(), change.resourceType(), change.resourceId()));
    return before != null && before.status() == Status.FAIL;
  }

  /** Provisional failures, newest first; empty texts stand for all. */
  public synchronized List<TickerItem> failures(String unit, String check, Instant now) {
    List<TickerItem> failures = new ArrayList<>();
    units.forEach(
        (name, changes) -> {
          if (unit.isEmpty() || unit.equals(name)) {
            changes.values().stream()
                .filter(change -> change.status() == Status.FAIL)
                .filter(change -> check.isEmpty() || check.equals(change.check()))
                .forEach(change -> failures.add(0, item(name, change, now)));
          }
        });
    return failures;
  }

  /** Provisional changes of one resource. */
  public synchronized List<TickerItem> of(String unit, String type, String resource, Instant now) {
    return units.getOrDefault(unit, Map.of()).values().stream()
        .filter(c -> c.resourceType().equals(type) && c.resourceId().equals(resource))
        .map(change -> item(unit, change, now))
        .toList();
  }

  /** A provisional change as the ticker shows it. */
  TickerItem item(String unit, Change change, Instant now) {
    VerdictBadge verdict = VerdictBadge.of(change.status());
    return new TickerItem(
        verdict.sign(),
        verdict.css(),
        verdict.label() + ": " + reference.checkTitle(change.check()),
        change.resource() + " in " + unit,
        "/checks/" + change.check(),
        true,
        When.of(change.since(), now));
  }

  private static void dropOldest(Map<?, ?> map, int most) {
    var oldest = map.keySet().iterator();
    while (map.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }
}
