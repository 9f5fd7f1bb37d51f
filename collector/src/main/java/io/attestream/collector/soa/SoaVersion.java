package io.attestream.collector.soa;

import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A frozen Statement.
 *
 * @param scope the scope's name, or empty for everything
 * @param version counts from 1 in each scope
 * @param digest SHA-256 of the rows' canonical JSON, hex; the log entry signs it
 * @param content the rows as canonical JSON, with the scope as it was then
 */
public record SoaVersion(
    String scope,
    long version,
    String note,
    String frozenBy,
    Instant frozenAt,
    String digest,
    String content,
    long logIndex) {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 10_000);
  private static final int MOST_ROWS = 1000;

  /** All versions of a scope, the newest first. */
  public static List<SoaVersion> all(Handle handle, String scope) {
    return handle
        .createQuery(
            "SELECT * FROM soa_version WHERE scope = :scope ORDER BY version DESC LIMIT 500")
        .bind("scope", scope)
        .map((row, context) -> version(row))
        .list();
  }

  /** Names of the scopes that have a version, everything first; also of scopes that were withdrawn. */
  public static List<String> scopes(Handle handle) {
    return handle
        .createQuery("SELECT DISTINCT scope FROM soa_version ORDER BY scope")
        .mapTo(String.class)
        .list();
  }

  public static Optional<SoaVersion> find(Handle handle, String scope, long version) {
    return handle
        .createQuery("SELECT * FROM soa_version WHERE scope = :scope AND version = :version")
        .bind("scope", scope)
        .bind("version", version)
        .map((row, context) -> version(row))
        .findOne();
  }

  private static SoaVersion version(ResultSet row) throws SQLException {
    return new SoaVersion(
        row.getString("scope"),
        row.getLong("version"),
        row.getString("note"),
        row.getString("frozen_by"),
        Instant.ofEpochMilli(row.getLong("frozen_at")),
        row.getString("digest"),
        row.getString("content"),
        row.getLong("log_idx"));
  }

  /** The rows by control. */
  public Map<String, SoaEntry> rows() {
    JsonObject root =
        JsonObject.root(JsonReader.readCanonical(content.getBytes(StandardCharsets.UTF_8), LIMITS));
    Map<String, SoaEntry> rows = new HashMap<>();
    for (JsonObject row : root.objects("rows", MOST_ROWS)) {
      SoaEntry entry = entry(row);
      rows.put(entry.control(), entry);
    }
    return rows;
  }

  private static SoaEntry entry(JsonObject row) {
    String due = row.string("due", 10);
    Set<Reason> reasons =
        row.strings("reasons", 4, 10).stream().map(Reason::valueOf).collect(Collectors.toSet());
    return new SoaEntry(
        row.string("control", 10),
        row.bool("applicable"),
        reasons,
        row.string("justification", SoaEntry.LONGEST),
        row.string("approvedBy", 100),
        Implementation.valueOf(row.string("implemented", 10)),
        due.isEmpty() ? null : LocalDate.parse(due),
        row.string("owner", 100),
        row.has("highRisks") ? row.string("highRisks", SoaEntry.LONGEST_RISKS) : "");
  }
}
