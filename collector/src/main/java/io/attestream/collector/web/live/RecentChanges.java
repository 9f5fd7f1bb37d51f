package io.attestream.collector.web.live;

import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The newest changes that are evidence: findings that opened or ended, grades that moved. */
public final class RecentChanges {
  private static final int MOST = 20;

  private final Reference reference;

  public RecentChanges(Reference reference) {
    this.reference = reference;
  }

  private record Dated(long at, TickerItem item) {}

  public List<TickerItem> load(Handle handle, Instant now) {
    List<Dated> changes = new ArrayList<>();
    changes.addAll(findings(handle, now, "opened_at", "f.id"));
    changes.addAll(findings(handle, now, "resolved_at", "f.resolved_at"));
    changes.addAll(grades(handle, now));
    return changes.stream()
        .sorted(Comparator.comparingLong(Dated::at).reversed())
        .limit(MOST)
        .map(Dated::item)
        .toList();
  }

  private List<Dated> findings(Handle handle, Instant now, String time, String order) {
    boolean opened = time.equals("opened_at");
    return handle
        .createQuery(
            """
            SELECT f.check_id, f.resource_id, f.resolution, f.<time> AS at, r.name, r.type, u.name AS unit
            FROM finding f JOIN resource r ON r.id = f.resource_id JOIN unit u ON u.id = f.unit_id
            WHERE f.<time> IS NOT NULL ORDER BY <order> DESC LIMIT 20
            """)
        .define("time", time)
        .define("order", order)
        .map(
            (row, context) ->
                new Dated(
                    row.getLong("at"),
                    new TickerItem(
                        opened ? "✕" : "✓",
                        opened ? "major" : "good",
                        (opened ? "Fails: " : "Ended: ")
                            + reference.checkTitle(row.getString("check_id")),
                        row.getString("name") + " in " + row.getString("unit"),
                        "/resources/" + row.getLong("resource_id"),
                        false,
                        When.of(row.getLong("at"), now))))
        .list();
  }

  private List<Dated> grades(Handle handle, Instant now) {
    return handle
        .createQuery("SELECT control, at, grade FROM grade_history ORDER BY at DESC LIMIT 20")
        .map(
            (row, context) ->
                new Dated(
                    row.getLong("at"),
                    grade(
                        row.getString("control"), row.getString("grade"), row.getLong("at"), now)))
        .list();
  }

  private TickerItem grade(String control, String grade, long at, Instant now) {
    boolean manual = reference.control(control).map(Reference::manualOnly).orElse(false);
    GradeBadge badge = GradeBadge.of(grade, manual);
    return new TickerItem(
        badge.sign(),
        badge.css(),
        control + " reads: " + badge.label(),
        reference.controlTitle(control),
        "/controls/" + control,
        false,
        When.of(at, now));
  }
}
