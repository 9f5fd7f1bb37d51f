package io.attestream.collector.assurance;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Keeps, in the transaction of each commit, when a check in a unit came into another state. */
public final class CheckTurns {
  private CheckTurns() {}

  /**
   * Follows a commit whose counters are already moved.
   *
   * @param checks whose counters it moved
   * @param at when the commit ended, in epoch milliseconds
   */
  public static void follow(Handle handle, long unit, Set<String> checks, long at) {
    if (checks.isEmpty()) {
      return;
    }
    // A commit that is dated before the last turn changes that turn: the states stay in the log's
    // order.
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO check_turn (check_id, unit_id, at, state)
            SELECT check_id, unit_id, MAX(:at, last_at), state FROM (
              SELECT c.check_id, c.unit_id, CASE WHEN c.fail > 0 THEN 1 WHEN c.unknown > 0 THEN 3
                WHEN c.pass > 0 THEN 0 WHEN c.na > 0 THEN 2 ELSE 4 END AS state,
                COALESCE((SELECT MAX(t.at) FROM check_turn t
                  WHERE t.check_id = c.check_id AND t.unit_id = c.unit_id), 0) AS last_at
              FROM counter c WHERE c.check_id = :check AND c.unit_id = :unit) AS now
            WHERE state <> COALESCE((SELECT t.state FROM check_turn t WHERE t.check_id = now.check_id
              AND t.unit_id = now.unit_id ORDER BY t.at DESC LIMIT 1), -1)
            ON CONFLICT (check_id, unit_id, at) DO UPDATE SET state = excluded.state
            """)) {
      checks.forEach(check -> batch.bind("at", at).bind("check", check).bind("unit", unit).add());
      batch.execute();
    }
  }
}
