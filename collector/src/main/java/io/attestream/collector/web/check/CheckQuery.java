package io.attestream.collector.web.check;

import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.web.check.CheckView.Hit;
import io.attestream.collector.web.check.CheckView.Mapping;
import io.attestream.collector.web.check.CheckView.UnitCounts;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.view.CheckCounters;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.Link;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads checks: the catalogue's words, counters, and pages of results with one verdict. */
public final class CheckQuery {
  private final Reference reference;

  public CheckQuery(Reference reference) {
    this.reference = reference;
  }

  /** All checks that match, those with failures first, then by severity. */
  public CheckListView list(
      Handle handle,
      Optional<SeverityBadge> severity,
      Optional<VerdictBadge> verdict,
      String search) {
    CheckCounters counters = CheckCounters.all(handle);
    String wanted = search.toLowerCase(Locale.ROOT);
    List<CheckListView.Line> lines =
        reference.checks().stream()
            .filter(c -> (c.id() + " " + c.title()).toLowerCase(Locale.ROOT).contains(wanted))
            .map(c -> line(c, counters.of(c.id()).counts()))
            .filter(line -> severity.map(s -> s == line.severity()).orElse(true))
            .filter(line -> verdict.map(v -> line.counts().of(v) > 0).orElse(true))
            .sorted(
                Comparator.comparing((CheckListView.Line line) -> line.counts().fail() == 0)
                    .thenComparing(CheckListView.Line::severity)
                    .thenComparing(CheckListView.Line::id))
            .toList();
    return new CheckListView(severity, verdict, search, lines, reference.checks().size());
  }

  private static CheckListView.Line line(Check check, Counts counts) {
    return new CheckListView.Line(
        check.id(),
        check.title(),
        SeverityBadge.of(check.severity().name()),
        check.resource(),
        check.controls().stream().map(ControlEdge::control).toList(),
        counts);
  }

  /** One check; 404 when the catalogue has none of that id. */
  public CheckView one(Handle handle, String id, VerdictBadge shown, long after, Instant now) {
    Check check = require(id);
    List<UnitCounts> units = units(handle, id, now);
    Page<Hit> hits = hits(handle, id, shown, after, Page.SIZE, now);
    return new CheckView(
        check,
        SeverityBadge.of(check.severity().name()),
        check.controls().stream().map(this::mapping).toList(),
        units.stream().map(UnitCounts::counts).reduce(Counts.NONE, Counts::plus),
        units,
        shown,
        hits,
        hits.more()
            ? Link.to("/checks/" + id)
                .with("verdict", shown.name().toLowerCase(Locale.ROOT))
                .with("after", hits.next())
                .toString()
            : "");
  }

  /** The check; 404 when the catalogue has none of that id. */
  public Check require(String id) {
    return reference
        .check(id)
        .orElseThrow(() -> HttpProblem.notFound("The catalogue has no check '" + id + "'."));
  }

  private Mapping mapping(ControlEdge edge) {
    return new Mapping(
        edge.control(), reference.controlTitle(edge.control()), edge.strength().key(), edge.why());
  }

  public List<UnitCounts> units(Handle handle, String id, Instant now) {
    return handle
        .createQuery(
            """
            SELECT u.name, c.pass, c.fail, c.na, c.unknown, c.oldest_failure
            FROM counter c JOIN unit u ON u.id = c.unit_id
            WHERE c.check_id = :check AND c.pass + c.fail + c.na + c.unknown > 0
            ORDER BY c.fail DESC, u.name LIMIT 500
            """)
        .bind("check", id)
        .map(
            (row, context) -> {
              long oldest = row.getLong("oldest_failure");
              return new UnitCounts(
                  row.getString("name"),
                  Counts.read(row, context),
                  oldest == 0 ? Optional.empty() : Optional.of(When.of(oldest, now)));
            })
        .list();
  }

  /** Current results of a check with one verdict, in the order in which their resources were first seen. */
  public Page<Hit> hits(
      Handle handle, String id, VerdictBadge verdict, long after, int size, Instant now) {
    List<Hit> read =
        handle
            .createQuery(
                """
                SELECT r.resource_id, s.name, s.rid, u.name AS unit, r.reason, r.since
                FROM check_ref c
                JOIN result r ON r.check_ref = c.id AND r.status = :status
                JOIN resource s ON s.id = r.resource_id
                JOIN unit u ON u.id = r.unit_id
                WHERE c.check_id = :check AND r.resource_id > :after
                ORDER BY r.resource_id LIMIT :most
                """)
            .bind("status", verdict.ordinal())
            .bind("check", id)
            .bind("after", after)
            .bind("most", size + 1)
            .map(
                (row, context) -> {
                  String reason = row.getString("reason");
                  return new Hit(
                      row.getLong("resource_id"),
                      row.getString("name"),
                      row.getString("rid"),
                      row.getString("unit"),
                      reason == null ? "" : reason,
                      When.of(row.getLong("since"), now));
                })
            .list();
    return Page.of(read, size, Hit::resource);
  }
}
