package io.attestream.collector.web.resource;

import io.attestream.checks.model.Check;
import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.redaction.RedactionTable;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.resource.ResourceEvidence.Recorded;
import io.attestream.collector.web.resource.ResourceView.Result;
import io.attestream.collector.web.resource.ResourceView.Transition;
import io.attestream.collector.web.view.CommitManifests;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.manifest.Manifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads one resource: its verdicts, the evidence of each, and what it was before. */
public final class ResourceQuery {
  private static final int MOST_RESULTS = 200;
  private static final int MOST_HISTORY = 200;

  private final Reference reference;
  private final ProvisionalBoard provisional;

  public ResourceQuery(Reference reference, ProvisionalBoard provisional) {
    this.reference = reference;
    this.provisional = provisional;
  }

  private record Head(
      String name,
      String rid,
      String type,
      String unit,
      String agent,
      long commit,
      long finished) {}

  /** One resource; 404 when there is none of that number. */
  public ResourceView load(Handle handle, long id, Instant now) throws SQLException {
    return load(handle, id, now, List.of());
  }

  /** As above, with what was wrong with a form that was sent. */
  ResourceView load(Handle handle, long id, Instant now, List<String> problems)
      throws SQLException {
    Head head =
        handle
            .createQuery(
                """
                SELECT s.name, s.rid, s.type, u.name AS unit, u.agent_id, u.commit_idx,
                  COALESCE(c.finished_at, u.committed_at) AS finished
                FROM resource s JOIN unit u ON u.id = s.unit_id
                LEFT JOIN commit_entry c ON c.idx = u.commit_idx WHERE s.id = :id
                """)
            .bind("id", id)
            .map(
                (row, context) ->
                    new Head(
                        row.getString("name"),
                        row.getString("rid"),
                        row.getString("type"),
                        row.getString("unit"),
                        row.getString("agent_id"),
                        row.getLong("commit_idx"),
                        row.getLong("finished")))
            .findOne()
            .orElseThrow(
                () -> HttpProblem.notFound("There is no resource with the number " + id + "."));
    return new ResourceView(
        id,
        head.name(),
        head.rid(),
        head.type(),
        head.unit(),
        head.agent(),
        api(handle, head),
        Optional.of(When.of(head.finished(), now)),
        provisional.of(head.unit(), head.type(), head.rid(), now),
        results(handle, id, now),
        history(handle, id, now),
        RedactionTable.of(handle, id).stream()
            .map(
                row ->
                    new ResourceView.Redacted(
                        row.what(),
                        row.index(),
                        row.disclosures(),
                        When.of(row.at(), now),
                        row.by(),
                        row.reason()))
            .toList(),
        problems);
  }

  private static String api(Handle handle, Head head) {
    return CommitManifests.of(handle, head.commit()).stream()
        .flatMap(manifest -> manifest.population().enumerations().stream())
        .filter(enumeration -> enumeration.type().equals(head.type()))
        .map(Manifest.Enumeration::api)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private List<Result> results(Handle handle, long id, Instant now) throws SQLException {
    Map<String, ExceptionMark> marks = marks(handle, id, now);
    try (ResourceEvidence evidence = new ResourceEvidence(handle)) {
      return handle
          .createQuery(
              """
              SELECT r.unit_id, r.leaf_key, r.status, r.reason, r.since, c.check_id, c.version
              FROM result r JOIN check_ref c ON c.id = r.check_ref
              WHERE r.resource_id = :id LIMIT :most
              """)
          .bind("id", id)
          .bind("most", MOST_RESULTS)
          .map((row, context) -> result(row, evidence, marks, now))
          .stream()
          .sorted(
              Comparator.comparing((Result r) -> order(r.verdict()))
                  .thenComparing(Result::severity)
                  .thenComparing(Result::check))
          .toList();
    }
  }

  /** By check; a resource has one open finding of each at most. */
  private static Map<String, ExceptionMark> marks(Handle handle, long resource, Instant now) {
    Map<Long, String> checks = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT id, check_id FROM finding
            WHERE resource_id = :id AND resolved_at IS NULL LIMIT :most
            """)
        .bind("id", resource)
        .bind("most", MOST_RESULTS)
        .map((row, context) -> Map.entry(row.getLong("id"), row.getString("check_id")))
        .forEach(entry -> checks.put(entry.getKey(), entry.getValue()));
    Map<String, ExceptionMark> marks = new HashMap<>();
    ExceptionMark.of(handle, List.copyOf(checks.keySet()), LocalDate.ofInstant(now, ZoneOffset.UTC))
        .forEach((finding, mark) -> marks.put(checks.getOrDefault(finding, ""), mark));
    return marks;
  }

  private Result result(
      ResultSet row, ResourceEvidence stored, Map<String, ExceptionMark> marks, Instant now)
      throws SQLException {
    String id = row.getString("check_id");
    VerdictBadge verdict = VerdictBadge.of(row.getInt("status"));
    Optional<Check> check = reference.check(id);
    String reason = row.getString("reason");
    LeafKey key = LeafKey.of(row.getBytes("leaf_key"));
    Recorded recorded = stored.of(row.getLong("unit_id"), key);
    DisclosedEvidence evidence = recorded.evidence();
    return new Result(
        id,
        row.getLong("version"),
        reference.checkTitle(id),
        SeverityBadge.of(check.map(c -> c.severity().name()).orElse("LOW")),
        verdict,
        reason == null ? "" : reason,
        evidence.detail(),
        check.map(Check::passes).orElse(""),
        check.map(Check::message).orElse(""),
        When.of(row.getLong("since"), now),
        When.of(recorded.at(), now),
        recorded.commit(),
        key.hex(),
        ObservedFields.of(evidence.observation().observed()),
        evidence.observation().blind(),
        verdict == VerdictBadge.FAIL ? Optional.ofNullable(marks.get(id)) : Optional.empty());
  }

  private static int order(VerdictBadge verdict) {
    return switch (verdict) {
      case FAIL -> 0;
      case UNKNOWN -> 1;
      case PASS -> 2;
      case NOT_APPLICABLE -> 3;
    };
  }

  private List<Transition> history(Handle handle, long id, Instant now) {
    return handle
        .createQuery(
            """
            WITH RECURSIVE version AS (
              SELECT check_ref, status, reason, since, added, NULL AS removed, before FROM result
              WHERE resource_id = :id
              UNION ALL
              SELECT check_ref, status, reason, since, added, removed, before FROM result_past
              WHERE resource_id = :id AND gone = 1
              UNION ALL
              SELECT p.check_ref, p.status, p.reason, p.since, p.added, p.removed, p.before
              FROM version v JOIN result_past p ON p.id = v.before
              ORDER BY 5 DESC LIMIT :most)
            SELECT c.check_id, v.status, v.reason, v.since, g.finished_at AS gone
            FROM version v JOIN check_ref c ON c.id = v.check_ref
            LEFT JOIN commit_entry g ON g.idx = v.removed
            ORDER BY v.since DESC, v.added DESC LIMIT :most
            """)
        .bind("id", id)
        .bind("most", MOST_HISTORY)
        .map(
            (row, context) -> {
              String reason = row.getString("reason");
              long gone = row.getLong("gone");
              boolean current = row.wasNull();
              return new Transition(
                  row.getString("check_id"),
                  reference.checkTitle(row.getString("check_id")),
                  VerdictBadge.of(row.getInt("status")),
                  reason == null ? "" : reason,
                  When.of(row.getLong("since"), now),
                  current ? Optional.empty() : Optional.of(When.of(gone, now)));
            })
        .list();
  }
}
