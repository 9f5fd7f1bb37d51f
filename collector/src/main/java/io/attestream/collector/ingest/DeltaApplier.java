package io.attestream.collector.ingest;

import io.attestream.collector.ingest.ResultTable.Standing;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.model.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a unit's rows from the state before a commit to the state after it. What stands and what came
 * are each read once, in the order of their keys, and digested on the way; only rows that change are
 * written.
 */
final class DeltaApplier {
  private final ResultTable table;
  private final long unitId;
  private final boolean snapshot;
  private final List<LeafKey> removed;
  private final Iterator<StagedPut> puts;
  private final Iterator<LeafKey> dels;
  private final LeafSetDigest digest = new LeafSetDigest();
  private final List<ResultChange> changes = new ArrayList<>();
  private @Nullable StagedPut put;
  private @Nullable LeafKey del;
  private int added;
  private int ended;

  DeltaApplier(ResultTable table, long unitId, StagedCommit commit) {
    this.table = table;
    this.unitId = unitId;
    snapshot = commit.manifest().delta().snapshot();
    removed = snapshot ? List.of() : commit.parts().dels();
    puts = commit.parts().puts();
    dels = removed.iterator();
  }

  List<ResultChange> changes() {
    return changes;
  }

  int added() {
    return added;
  }

  int ended() {
    return ended;
  }

  /**
   * Applies the commit's parts and gives what the unit's leaves come to afterwards.
   *
   * @throws CommitRefusal RESYNC when the delta does not fit what stands
   */
  LeafSetDigest.Result apply() throws SQLException {
    for (LeafKey key : removed) {
      table.noteRemoved(key);
    }
    nextPut();
    nextDel();
    table.forEachStanding(this::meet);
    while (put != null) {
      add(put);
    }
    if (del != null) {
      throw nothingToRemove(del);
    }
    table.flush();
    return digest.finish();
  }

  /** What came before a standing row is new; then the row is replaced, ended or kept. */
  private void meet(Standing row) throws SQLException {
    while (put != null && put.key().compareTo(row.key()) < 0) {
      add(put);
    }
    if (del != null && del.compareTo(row.key()) < 0) {
      throw nothingToRemove(del);
    }
    if (put != null && put.key().equals(row.key())) {
      replace(row, put);
    } else if (row.key().equals(del)) {
      end(row);
      nextDel();
    } else if (snapshot) {
      end(row);
    } else {
      digest.add(row.key(), row.status(), row.leaf());
    }
  }

  private void add(StagedPut fresh) throws SQLException {
    long resource = table.add(fresh);
    count(fresh, resource, null, 0);
  }

  private void replace(Standing row, StagedPut next) throws SQLException {
    if (!Arrays.equals(row.leaf(), next.leafBytes())) {
      long resource = table.replace(row, next);
      count(next, resource, row.status(), row.since());
      return;
    }
    if (!snapshot) {
      throw CommitRefusal.resync("put of leaf key " + next.key() + ", which is unchanged");
    }
    digest.add(row.key(), row.status(), row.leaf());
    nextPut();
  }

  private void count(StagedPut put, long resource, @Nullable Status before, long sinceBefore) {
    digest.add(put.key(), put.leaf().status(), put.leafBytes());
    added++;
    changes.add(
        new ResultChange(
            put.leaf().check(),
            unitId,
            resource,
            put.key(),
            before,
            sinceBefore,
            put.leaf().status(),
            put.leaf().since().toEpochMilli()));
    nextPut();
  }

  private void end(Standing row) throws SQLException {
    table.end(row);
    ended++;
    changes.add(
        new ResultChange(
            row.check(), unitId, row.resourceId(), row.key(), row.status(), row.since(), null, 0));
  }

  private void nextPut() {
    put = puts.hasNext() ? puts.next() : null;
  }

  private void nextDel() {
    del = dels.hasNext() ? dels.next() : null;
  }

  private static CommitRefusal nothingToRemove(LeafKey key) {
    return CommitRefusal.resync("del of leaf key " + key + ", which is not in the unit");
  }
}
