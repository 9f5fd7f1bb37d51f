package io.attestream.collector.nonconformity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.evidence.json.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What happened to each nonconformity. */
public final class EntryTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> CONTENT = new TypeReference<>() {};

  private EntryTable() {}

  /** All of one, the oldest first. Bounded by the register. */
  public static List<Entry> of(Handle handle, long id) {
    return handle
        .createQuery(
            "SELECT kind, reopenings, by_user, at, content, log_idx FROM nonconformity_entry"
                + " WHERE nonconformity_id = :id ORDER BY id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Entry(
                    row.getString("kind"),
                    row.getInt("reopenings"),
                    row.getString("by_user"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    content(row.getString("content")),
                    row.getLong("log_idx")))
        .list();
  }

  static long count(Handle handle, long id) {
    return handle
        .createQuery("SELECT COUNT(*) FROM nonconformity_entry WHERE nonconformity_id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  static void add(Handle handle, long id, Entry entry) {
    handle.execute(
        "INSERT INTO nonconformity_entry (nonconformity_id, kind, reopenings, by_user, at, content,"
            + " log_idx) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        entry.kind(),
        entry.reopenings(),
        entry.by(),
        entry.at().toEpochMilli(),
        CanonicalJson.text(entry.content()),
        entry.logIndex());
  }

  private static Map<String, Object> content(String json) {
    try {
      return JSON.readValue(json, CONTENT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry's content was written as JSON", e);
    }
  }
}
