package io.attestream.collector.web.resource;

import com.google.protobuf.InvalidProtocolBufferException;
import io.attestream.checks.model.Check;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.resource.ResourceView.Result;
import io.attestream.collector.web.resource.ResourceView.Transition;
import io.attestream.collector.web.view.CommitManifests;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.Observation;
import io.attestream.protocol.v1.Put;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
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
  public ResourceView load(Handle handle, long id, Instant now) {
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
        history(handle, id, now));
  }

  private static String api(Handle handle, Head head) {
    return CommitManifests.of(handle, head.commit()).stream()
        .flatMap(manifest -> manifest.population().enumerations().stream())
        .filter(enumeration -> enumeration.type().equals(head.type()))
        .map(Manifest.Enumeration::api)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private List<Result> results(Handle handle, long id, Instant now) {
    return handle
        .createQuery(
            """
            SELECT r.leaf_key, r.status, r.reason, r.since, r.added,
              substr(b.body, r.place + 1, r.length) AS put,
              c.check_id, c.version, COALESCE(e.finished_at, r.since) AS recorded
            FROM result r JOIN check_ref c ON c.id = r.check_ref
            LEFT JOIN commit_entry e ON e.idx = r.added
            LEFT JOIN commit_block b ON b.idx = r.added AND b.block = r.block
            WHERE r.resource_id = :id LIMIT :most
            """)
        .bind("id", id)
        .bind("most", MOST_RESULTS)
        .map((row, context) -> result(row, now))
        .stream()
        .sorted(
            Comparator.comparing((Result r) -> order(r.verdict()))
                .thenComparing(Result::severity)
                .thenComparing(Result::check))
        .toList();
  }

  private Result result(ResultSet row, Instant now) throws SQLException {
    String id = row.getString("check_id");
    Optional<Check> check = reference.check(id);
    String reason = row.getString("reason");
    DisclosedEvidence evidence = evidence(row.getBytes("put"));
    return new Result(
        id,
        row.getLong("version"),
        reference.checkTitle(id),
        SeverityBadge.of(check.map(c -> c.severity().name()).orElse("LOW")),
        VerdictBadge.of(row.getInt("status")),
        reason == null ? "" : reason,
        evidence.detail(),
        check.map(Check::passes).orElse(""),
        check.map(Check::message).orElse(""),
        When.of(row.getLong("since"), now),
        When.of(row.getLong("recorded"), now),
        row.getLong("added"),
        Hex.encode(row.getBytes("leaf_key")),
        ObservedFields.of(evidence.observation().observed()),
        evidence.observation().blind());
  }

  /** What a put discloses; one that was redacted or cannot be read shows nothing observed. */
  private static DisclosedEvidence evidence(byte[] put) {
    try {
      String text = Put.parseFrom(put).getEvidence().toString(StandardCharsets.US_ASCII);
      return DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, text).value());
    } catch (JsonException | InvalidProtocolBufferException e) {
      return new DisclosedEvidence(
          new Observation(Map.of(), List.of()),
          null,
          "The disclosure is not readable: redacted or damaged.");
    }
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
            WITH leaf AS (
              SELECT unit_id, leaf_key FROM result WHERE resource_id = :id
              UNION SELECT unit_id, leaf_key FROM result_past WHERE resource_id = :id AND gone = 1),
            version AS (
              SELECT check_ref, status, reason, since, added, NULL AS removed FROM result
              WHERE resource_id = :id
              UNION ALL
              SELECT p.check_ref, p.status, p.reason, p.since, p.added, p.removed FROM leaf l
              JOIN result_past p ON p.unit_id = l.unit_id AND p.leaf_key = l.leaf_key)
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
