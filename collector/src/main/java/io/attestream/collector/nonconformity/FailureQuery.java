package io.attestream.collector.nonconformity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads findings and counters for the scope of an entry; never results. */
final class FailureQuery {
  /** Most failures that are kept or told with an entry. */
  static final int MOST = 20;

  private static final String FINDING =
      """
      SELECT f.id, f.check_id, u.name AS unit, s.rid, s.name, f.opened_at
      FROM finding f JOIN unit u ON u.id = f.unit_id JOIN resource s ON s.id = f.resource_id
      """;

  /** Joins what is in the scope of entry {@code :id}. */
  private static final String IN_SCOPE =
      """
      JOIN nonconformity_scope w ON w.nonconformity_id = :id AND w.check_id = f.check_id
        AND (w.unit = '' OR w.unit = u.name)
      """;

  private static final String OTHERS =
      """
      WHERE f.resolved_at IS NULL
        AND f.check_id IN (SELECT check_id FROM nonconformity_scope WHERE nonconformity_id = :id)
        AND f.id NOT IN (SELECT finding_id FROM nonconformity_failure WHERE nonconformity_id = :id)
      """;

  private FailureQuery() {}

  /**
   * What can be seen of a scope.
   *
   * @param results that are judged in it
   * @param unknown results that could not be judged
   * @param seenUntil when the unit that reported least lately did so, in epoch milliseconds
   */
  record Sight(long results, long unknown, long seenUntil) {
    /** Why it cannot be said that nothing failed until a moment; empty when it can. */
    String gap(Instant until) {
      if (results + unknown == 0) {
        return "there is no result of its checks";
      }
      if (unknown > 0) {
        return unknown + " results of its checks are unknown";
      }
      return seenUntil < until.toEpochMilli()
          ? "not every unit has reported since the window ended"
          : "";
    }
  }

  static Optional<Failure> one(Handle handle, long finding) {
    return handle
        .createQuery(FINDING + "WHERE f.id = :finding")
        .bind("finding", finding)
        .map((row, context) -> failure(row))
        .findOne();
  }

  /** The first open failures in the scope. */
  static List<Failure> open(Handle handle, long id) {
    return handle
        .createQuery(FINDING + IN_SCOPE + "WHERE f.resolved_at IS NULL ORDER BY f.id LIMIT " + MOST)
        .bind("id", id)
        .map((row, context) -> failure(row))
        .list();
  }

  static long countOpen(Handle handle, long id) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM finding f JOIN unit u ON u.id = f.unit_id "
                + IN_SCOPE
                + "WHERE f.resolved_at IS NULL")
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  /** The first failures in the scope that began after a finding, whether or not they have ended. */
  static List<Failure> after(Handle handle, long id, long mark) {
    return handle
        .createQuery(FINDING + IN_SCOPE + "WHERE f.id > :mark ORDER BY f.id LIMIT " + MOST)
        .bind("id", id)
        .bind("mark", mark)
        .map((row, context) -> failure(row))
        .list();
  }

  /** Open failures of its checks in any unit that it was not opened on. */
  static List<Failure> others(Handle handle, long id) {
    return handle
        .createQuery(FINDING + OTHERS + " ORDER BY f.id LIMIT " + MOST)
        .bind("id", id)
        .map((row, context) -> failure(row))
        .list();
  }

  static long countOthers(Handle handle, long id) {
    return handle
        .createQuery("SELECT COUNT(*) FROM finding f " + OTHERS)
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  static long newest(Handle handle) {
    return handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM finding").mapTo(Long.class).one();
  }

  static Sight sight(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(SUM(c.pass + c.fail + c.na), 0) AS results,
              COALESCE(SUM(c.unknown), 0) AS unknown,
              COALESCE(MIN(u.committed_at), 0) AS seen_until
            FROM counter c JOIN unit u ON u.id = c.unit_id
              JOIN nonconformity_scope w ON w.nonconformity_id = :id AND w.check_id = c.check_id
                AND (w.unit = '' OR w.unit = u.name)
            WHERE c.pass + c.fail + c.na + c.unknown > 0
            """)
        .bind("id", id)
        .map(
            (row, context) ->
                new Sight(
                    row.getLong("results"), row.getLong("unknown"), row.getLong("seen_until")))
        .one();
  }

  private static Failure failure(ResultSet row) throws SQLException {
    return new Failure(
        row.getLong("id"),
        row.getString("check_id"),
        row.getString("unit"),
        row.getString("rid"),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("opened_at")));
  }
}
