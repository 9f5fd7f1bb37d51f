package io.attestream.collector.web.resource;

import io.attestream.collector.web.resource.ResourceListView.Line;
import io.attestream.collector.web.view.Page;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Finds resources by a piece of their name or id, their type and their unit. */
public final class ResourceSearch {
  private ResourceSearch() {}

  /**
   * Resources after an id, in the order in which they were first seen.
   *
   * @param search a piece of the name or the provider's id, or empty for all
   * @param type a resource type, or empty for all
   * @param unit a unit's name, or empty for all
   */
  public static Page<Line> find(
      Handle handle, String search, String type, String unit, long after, int size) {
    List<Line> read =
        handle
            .createQuery(
                """
                SELECT s.id, s.name, s.rid, s.type, u.name AS unit,
                  (SELECT COUNT(*) FROM result r WHERE r.resource_id = s.id AND r.status = 1) AS fail,
                  (SELECT COUNT(*) FROM result r WHERE r.resource_id = s.id AND r.status = 3) AS unknown,
                  EXISTS (SELECT 1 FROM result r WHERE r.resource_id = s.id)
                    AS present
                FROM resource s JOIN unit u ON u.id = s.unit_id
                WHERE s.id > :after
                  AND (:search = '' OR INSTR(LOWER(s.name), :search) > 0
                    OR INSTR(LOWER(s.rid), :search) > 0)
                  AND (:type = '' OR s.type = :type)
                  AND (:unit = '' OR u.name = :unit)
                ORDER BY s.id LIMIT :most
                """)
            .bind("after", after)
            .bind("search", search.toLowerCase(Locale.ROOT))
            .bind("type", type)
            .bind("unit", unit)
            .bind("most", size + 1)
            .map(
                (row, context) ->
                    new Line(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("rid"),
                        row.getString("type"),
                        row.getString("unit"),
                        row.getLong("fail"),
                        row.getLong("unknown"),
                        row.getBoolean("present")))
            .list();
    return Page.of(read, size, Line::id);
  }

  public static List<String> units(Handle handle) {
    return handle
        .createQuery("SELECT name FROM unit ORDER BY name LIMIT 1000")
        .mapTo(String.class)
        .list();
  }
}
