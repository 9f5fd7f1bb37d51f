package io.attestream.collector.control;

import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.collector.store.Database;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Several scope units whose results are written as the ingest does, one commit a unit. */
final class SimulatedEstate {
  private final Database database;
  private final ControlBoard board;
  private final Clock clock;
  private final Duration cadence;
  private final Map<String, Long> units = new TreeMap<>();
  private final Map<String, Integer> checks = new HashMap<>();
  private final Map<Result, Standing> standing = new HashMap<>();
  private long index;

  SimulatedEstate(Database database, ControlBoard board, Clock clock, Duration cadence) {
    this.database = database;
    this.board = board;
    this.clock = clock;
    this.cadence = cadence;
  }

  /** A check on one resource of a unit. */
  record Result(String unit, String check, int resource) {}

  /** @param since epoch milliseconds */
  record Standing(Status status, long since) {}

  /** What stands now; for a model that counts anew. */
  Map<Result, Standing> standing() {
    return Map.copyOf(standing);
  }

  /**
   * A commit over each of these units in one transaction.
   *
   * @param changes by unit: what each result is now, {@code null} when it ended; what is not named stays
   */
  void commit(Map<String, Map<Result, @Nullable Status>> changes) {
    database.change(
        handle -> {
          for (Map.Entry<String, Map<Result, @Nullable Status>> unit :
              new TreeMap<>(changes).entrySet()) {
            commit(handle, unit.getKey(), unit.getValue());
          }
        });
    board.committed();
  }

  private void commit(Handle handle, String name, Map<Result, @Nullable Status> wanted)
      throws java.sql.SQLException {
    long now = clock.millis();
    long unit = unit(handle, name, now);
    index++;
    List<ResultChange> changes = new ArrayList<>();
    wanted.forEach(
        (result, status) -> {
          Standing before = standing.get(result);
          Status was = before == null ? null : before.status();
          if (was != status) {
            changes.add(change(handle, unit, result, before, status, now));
          }
        });
    board.applied(handle, new CommitFacts(unit, name, "agent", index, now, now, changes));
  }

  private long unit(Handle handle, String name, long now) {
    handle.execute(
        "INSERT OR IGNORE INTO agent (id, public_key, key_id, version, enrolled_at)"
            + " VALUES ('agent', x'00', 'k', '0', 0)");
    long id = units.computeIfAbsent(name, n -> (long) units.size() + 1);
    handle.execute(
        "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at, next_by)"
            + " VALUES (?, ?, 'agent', x'00', x'00', 0, 0, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            + " committed_at = excluded.committed_at, next_by = excluded.next_by",
        id,
        name,
        now,
        now + cadence.toMillis());
    return id;
  }

  private ResultChange change(
      Handle handle,
      long unit,
      Result result,
      @Nullable Standing before,
      @Nullable Status status,
      long now) {
    int check = checks.computeIfAbsent(result.check(), c -> checks.size() + 1);
    long resource = unit * 1_000_000 + check * 10_000L + result.resource();
    byte[] key = ByteBuffer.allocate(16).putLong(8, resource).array();
    handle.execute("DELETE FROM result WHERE leaf_key = ?", key);
    if (status == null) {
      standing.remove(result);
    } else {
      standing.put(result, new Standing(status, now));
      handle.execute(
          "INSERT OR IGNORE INTO check_ref (id, check_id, version) VALUES (?, ?, 1)",
          check,
          result.check());
      handle.execute(
          "INSERT OR IGNORE INTO resource (id, unit_id, type, rid, name) VALUES (?, ?, 't', ?, ?)",
          resource,
          unit,
          "r" + resource,
          "r" + result.resource());
      handle.execute(
          "INSERT INTO result (unit_id, leaf_key, check_ref, resource_id, status, since, added)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          unit,
          key,
          check,
          resource,
          status.ordinal(),
          now,
          index);
    }
    return new ResultChange(
        result.check(),
        unit,
        resource,
        LeafKey.of(key),
        before == null ? null : before.status(),
        before == null ? 0 : before.since(),
        status,
        status == null ? 0 : now);
  }
}
