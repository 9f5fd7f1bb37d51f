package io.attestream.collector.scope;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The scope that holds now, declared against observed. Methods run in the caller's transaction. */
public final class ScopeReader {
  private static final int MOST = 1000;

  /**
   * The present scope.
   *
   * @param index of its entry in the log
   * @param from since when it holds
   */
  public record Present(long serial, long index, Instant from) {}

  /** Empty when the owner has declared nothing that holds by now. */
  public Optional<Present> present(Handle handle, Instant now) {
    return handle
        .createQuery(
            "SELECT serial, idx, valid_from FROM owner_scope WHERE valid_from <= :now"
                + " ORDER BY serial DESC LIMIT 1")
        .bind("now", now.toEpochMilli())
        .map(
            (row, context) ->
                new Present(row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))))
        .findOne();
  }

  /** What a scope declares, the first 1,000 by agent and unit. */
  public List<DeclaredUnit> declared(Handle handle, long serial) {
    return handle
        .createQuery(
            "SELECT s.agent, s.unit, s.longest,"
                + " (SELECT u.committed_at FROM unit u WHERE u.name = s.unit AND u.agent_id = s.agent)"
                + " FROM owner_scope_unit s WHERE s.serial = :serial ORDER BY s.agent, s.unit"
                + " LIMIT :most")
        .bind("serial", serial)
        .bind("most", MOST)
        .map(
            (row, context) -> {
              long at = row.getLong(4);
              Optional<Instant> committed =
                  row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
              return new DeclaredUnit(
                  row.getString(1),
                  row.getString(2),
                  Duration.ofSeconds(row.getLong(3)),
                  committed);
            })
        .list();
  }

  /** Units that report though no scope declares them, the first 1,000. */
  public List<String> undeclared(Handle handle, long serial) {
    return handle
        .createQuery(
            "SELECT u.name FROM unit u WHERE NOT EXISTS (SELECT 1 FROM owner_scope_unit s"
                + " WHERE s.serial = :serial AND s.agent = u.agent_id AND s.unit = u.name)"
                + " ORDER BY u.name LIMIT :most")
        .bind("serial", serial)
        .bind("most", MOST)
        .mapTo(String.class)
        .list();
  }
}
