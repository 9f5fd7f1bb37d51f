package io.attestream.collector.control;

import io.attestream.collector.ingest.ResultChange;
import io.attestream.evidence.model.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Moves the counters of check × unit by what a commit changed, so that neither grades nor pages ever
 * scan results. Runs in the transaction of the commit.
 */
final class CounterKeeper {
  private CounterKeeper() {}

  /** Collects the changes of one commit, then writes one row for each check that changed. */
  static final class Movement {
    private final Map<String, Delta> byCheck = new HashMap<>();

    void add(ResultChange change) {
      Delta delta = byCheck.computeIfAbsent(change.checkId(), c -> new Delta());
      change.before().ifPresent(status -> delta.leave(status, change.sinceBefore()));
      change.after().ifPresent(status -> delta.enter(status, change.sinceAfter()));
    }

    /** Ids of the checks whose counters move. */
    java.util.Set<String> checks() {
      return byCheck.keySet();
    }

    /** Writes it; to be called when the commit's findings are open and resolved already. */
    void write(Handle handle, long unitId) {
      try (PreparedBatch batch =
          handle.prepareBatch(
              """
              INSERT INTO counter (check_id, unit_id, pass, fail, na, unknown, oldest_failure)
              VALUES (:check, :unit, :pass, :fail, :na, :unknown, :oldest)
              ON CONFLICT (check_id, unit_id) DO UPDATE SET
                pass = counter.pass + excluded.pass,
                fail = counter.fail + excluded.fail,
                na = counter.na + excluded.na,
                unknown = counter.unknown + excluded.unknown,
                oldest_failure = CASE
                  WHEN counter.fail + excluded.fail = 0 THEN NULL
                  WHEN excluded.oldest_failure IS NULL THEN counter.oldest_failure
                  WHEN counter.oldest_failure IS NULL THEN excluded.oldest_failure
                  WHEN excluded.oldest_failure < counter.oldest_failure THEN excluded.oldest_failure
                  ELSE counter.oldest_failure END
              """)) {
        byCheck.forEach(
            (check, delta) ->
                batch
                    .bind("check", check)
                    .bind("unit", unitId)
                    .bind("pass", delta.moved[Status.PASS.ordinal()])
                    .bind("fail", delta.moved[Status.FAIL.ordinal()])
                    .bind("na", delta.moved[Status.NOT_APPLICABLE.ordinal()])
                    .bind("unknown", delta.moved[Status.UNKNOWN.ordinal()])
                    .bind("oldest", delta.oldestEntered)
                    .add());
        batch.execute();
      }
      byCheck.forEach(
          (check, delta) -> {
            if (delta.oldestLeft != null) {
              findOldestAnew(handle, check, unitId, delta.oldestLeft);
            }
          });
    }

    /** The oldest failure can only have moved where the failure that left was as old as it. */
    private static void findOldestAnew(Handle handle, String check, long unitId, long left) {
      Optional<Long> kept =
          handle
              .createQuery(
                  "SELECT oldest_failure FROM counter WHERE check_id = :check AND unit_id = :unit")
              .bind("check", check)
              .bind("unit", unitId)
              .mapTo(Long.class)
              .findOne();
      if (kept.isEmpty() || kept.get() < left) {
        return;
      }
      handle
          .createUpdate(
              """
              UPDATE counter SET oldest_failure = (
                SELECT MIN(r.since) FROM finding f
                JOIN result r ON r.unit_id = f.unit_id AND r.leaf_key = f.leaf_key
                WHERE f.check_id = :check AND f.unit_id = :unit AND f.resolved_at IS NULL
                  AND r.status = 1)
              WHERE check_id = :check AND unit_id = :unit
              """)
          .bind("check", check)
          .bind("unit", unitId)
          .execute();
    }
  }

  private static final class Delta {
    private final long[] moved = new long[Status.values().length];
    private @Nullable Long oldestEntered;
    private @Nullable Long oldestLeft;

    void leave(Status status, long since) {
      moved[status.ordinal()]--;
      if (status == Status.FAIL && (oldestLeft == null || since < oldestLeft)) {
        oldestLeft = since;
      }
    }

    void enter(Status status, long since) {
      moved[status.ordinal()]++;
      if (status == Status.FAIL && (oldestEntered == null || since < oldestEntered)) {
        oldestEntered = since;
      }
    }
  }
}
