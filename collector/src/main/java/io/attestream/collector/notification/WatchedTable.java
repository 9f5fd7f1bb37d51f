package io.attestream.collector.notification;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** States as they were last seen. */
final class WatchedTable {
  private WatchedTable() {}

  static Map<String, String> of(Handle handle, Kind kind) {
    Map<String, String> states = new HashMap<>();
    handle
        .createQuery("SELECT about, state FROM watched WHERE kind = :kind")
        .bind("kind", kind.name())
        .map((row, context) -> Map.entry(row.getString("about"), row.getString("state")))
        .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
    return states;
  }

  static void set(Handle handle, Kind kind, String about, String state) {
    handle.execute(
        """
        INSERT INTO watched (kind, about, state) VALUES (?, ?, ?)
        ON CONFLICT (kind, about) DO UPDATE SET state = excluded.state
        """,
        kind.name(),
        about,
        state);
  }

  static void forget(Handle handle, Kind kind, String about) {
    handle.execute("DELETE FROM watched WHERE kind = ? AND about = ?", kind.name(), about);
  }
}
