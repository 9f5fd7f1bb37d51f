package io.attestream.collector.redaction;

import io.attestream.evidence.model.ResourceIdentity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Reads and writes what was erased. */
public final class RedactionTable {
  private static final int MOST = 1000;

  private RedactionTable() {}

  /**
   * An erasure that was logged.
   *
   * @param index of its entry in the log
   * @param check whose evidence it was; empty for all
   */
  public record Row(
      long index,
      long resource,
      String check,
      boolean identity,
      boolean evidence,
      long disclosures,
      String by,
      Instant at,
      String reason) {

    /** {@code identity and evidence}. */
    public String what() {
      String whose = check.isEmpty() ? "" : " for " + check;
      return identity && evidence
          ? "identity and evidence"
          : identity ? "identity" : "evidence" + whose;
    }
  }

  /** The newest 1,000. */
  public static List<Row> all(Handle handle) {
    return rows(handle, "", 0);
  }

  /** Those of a resource, the newest first. */
  public static List<Row> of(Handle handle, long resource) {
    return rows(handle, "WHERE resource_id = :resource", resource);
  }

  private static List<Row> rows(Handle handle, String where, long resource) {
    return handle
        .createQuery("SELECT * FROM redaction <where> ORDER BY idx DESC LIMIT :most")
        .define("where", where)
        .bind("resource", resource)
        .bind("most", MOST)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("idx"),
                    row.getLong("resource_id"),
                    row.getString("check_id"),
                    row.getBoolean("identity"),
                    row.getBoolean("evidence"),
                    row.getLong("disclosures"),
                    row.getString("by"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    row.getString("reason")))
        .list();
  }

  static void add(
      Handle handle, long index, Erasure erasure, int disclosures, String by, Instant at) {
    handle.execute(
        "INSERT INTO redaction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        index,
        erasure.resource(),
        erasure.check(),
        erasure.identity(),
        erasure.evidence(),
        disclosures,
        by,
        at.toEpochMilli(),
        erasure.reason());
  }

  /** Evidence by these digests is not stored again. */
  static void refuse(Handle handle, long index, Collection<String> digests) {
    if (digests.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO redacted_evidence (digest, idx) VALUES (:digest, :idx) ON CONFLICT DO NOTHING")) {
      digests.forEach(digest -> batch.bind("digest", digest).bind("idx", index).add());
      batch.execute();
    }
  }

  /**
   * A resource as it is known.
   *
   * @param results how many stand
   */
  record Known(long unit, ResourceIdentity identity, long results) {}

  static Optional<Known> resource(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT s.unit_id, u.name AS unit, s.type, s.rid, s.name,
              (SELECT COUNT(*) FROM result r WHERE r.resource_id = s.id) AS results
            FROM resource s JOIN unit u ON u.id = s.unit_id WHERE s.id = :id
            """)
        .bind("id", id)
        .map(
            (row, context) ->
                new Known(
                    row.getLong("unit_id"),
                    new ResourceIdentity(
                        row.getString("unit"),
                        row.getString("type"),
                        row.getString("rid"),
                        row.getString("name")),
                    row.getLong("results")))
        .findOne();
  }

  /** The number stays, for what refers to it. */
  static void forget(Handle handle, long resource, long index) {
    handle.execute(
        "UPDATE resource SET rid = ?, name = ? WHERE id = ?",
        "erased-" + resource,
        "erased by log entry " + index,
        resource);
  }
}
