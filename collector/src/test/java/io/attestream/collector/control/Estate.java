package io.attestream.collector.control;

import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.ingest.ResultChange;
import io.attestream.collector.store.Database;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One scope unit whose results are written as the ingest does, one change a commit. */
public final class Estate {
  private static final long UNIT = 1;
  private static final Duration CADENCE = Duration.ofHours(1);

  private final Database database;
  private final CommitListener board;
  private final Clock clock;
  private long index;

  public Estate(Database database, CommitListener board, Clock clock) {
    this.database = database;
    this.board = board;
    this.clock = clock;
    heartbeat();
  }

  /** A commit that changes nothing but the time of the newest commit. */
  public void heartbeat() {
    database.change(
        handle -> {
          unit(handle);
          index++;
          long now = clock.millis();
          board.applied(
              handle,
              new CommitFacts(UNIT, "kubernetes:test", "agent", index, now, now, List.of()));
        });
    board.committed();
  }

  /** A commit that gives one resource a status, or ends its result when that is {@code null}. */
  public void commit(String check, int resource, @Nullable Status status) {
    database.change(
        handle -> {
          unit(handle);
          index++;
          Optional<Before> before = before(handle, resource);
          if (before.isEmpty() && status == null) {
            return;
          }
          long since = clock.millis();
          if (before.isPresent() && before.get().status() == status) {
            return;
          }
          handle.execute("DELETE FROM result WHERE leaf_key = ?", key(resource));
          if (status != null) {
            insert(handle, check, resource, status, since);
          }
          ResultChange change =
              new ResultChange(
                  check,
                  UNIT,
                  resource,
                  LeafKey.of(key(resource)),
                  before.map(Before::status).orElse(null),
                  before.map(Before::since).orElse(0L),
                  status,
                  status == null ? 0 : since);
          board.applied(
              handle,
              new CommitFacts(
                  UNIT, "kubernetes:test", "agent", index, since, since, List.of(change)));
        });
    board.committed();
  }

  private void unit(Handle handle) {
    handle.execute("DELETE FROM unit");
    handle.execute(
        "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at, next_by)"
            + " VALUES (?, 'kubernetes:test', 'agent', x'00', x'00', 0, 0, ?, ?)",
        UNIT,
        clock.millis(),
        clock.millis() + CADENCE.toMillis());
    handle.execute(
        "INSERT OR IGNORE INTO agent (id, public_key, key_id, version, enrolled_at)"
            + " VALUES ('agent', x'00', 'k', '0', 0)");
  }

  private void insert(Handle handle, String check, int resource, Status status, long since) {
    handle.execute(
        "INSERT OR IGNORE INTO check_ref (id, check_id, version) VALUES (1, ?, 1)", check);
    handle.execute(
        "INSERT OR IGNORE INTO resource (id, unit_id, type, rid, name) VALUES (?, ?, 't', ?, 'r')",
        resource,
        UNIT,
        "r" + resource);
    handle.execute(
        "INSERT INTO result (unit_id, leaf_key, check_ref, resource_id, status, since, added)"
            + " VALUES (?, ?, 1, ?, ?, ?, ?)",
        UNIT,
        key(resource),
        resource,
        status.ordinal(),
        since,
        index);
  }

  private static Optional<Before> before(Handle handle, int resource) {
    return handle
        .createQuery("SELECT status, since FROM result WHERE leaf_key = :key")
        .bind("key", key(resource))
        .map((row, ctx) -> new Before(Status.values()[row.getInt("status")], row.getLong("since")))
        .findOne();
  }

  private static byte[] key(int resource) {
    byte[] key = new byte[16];
    key[15] = (byte) resource;
    return key;
  }

  private record Before(Status status, long since) {}
}
