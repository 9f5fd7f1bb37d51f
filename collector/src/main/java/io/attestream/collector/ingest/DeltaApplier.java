package io.attestream.collector.ingest;

import io.attestream.collector.leaf.StandingLeaf;
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
 * Brings a unit from the state before a commit to the state after it. What stands and what came are each
 * read once, in the order of their keys, and digested on the way.
 */
final class DeltaApplier {
  private final UnitWriter writer;
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

  DeltaApplier(UnitWriter writer, long unitId, StagedCommit commit) {
    this.writer = writer;
    this.unitId = unitId;
    snapshot = commit.manifest().delta().snapshot();
    removed = snapshot ? List.of() : commit.parts().dels();
    puts = commit.parts().puts();
    dels = removed.iterator();
  }

  /** Results whose verdict changed; evidence that changed under the same verdict is not among them. */
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
      writer.noteRemoved(key);
    }
    nextPut();
    nextDel();
    writer.forEachStanding(this::meet);
    while (put != null) {
      add(put);
    }
    if (del != null) {
      throw nothingToRemove(del);
    }
    writer.flush();
    return digest.finish();
  }

  /** What came before a standing leaf is new; then the leaf is replaced, ended or kept. */
  private void meet(StandingLeaf before) throws SQLException {
    while (put != null && put.key().compareTo(before.key()) < 0) {
      add(put);
    }
    if (del != null && del.compareTo(before.key()) < 0) {
      throw nothingToRemove(del);
    }
    if (put != null && put.key().equals(before.key())) {
      replace(before, put);
    } else if (before.key().equals(del)) {
      end(before);
      nextDel();
    } else if (snapshot) {
      end(before);
    } else {
      writer.keep(before);
      digest.add(before.key(), before.status(), before.leaf());
    }
  }

  private void add(StagedPut fresh) throws SQLException {
    StandingLeaf after = writer.add(fresh);
    change(fresh, after, null, 0);
    stands(after);
  }

  private void replace(StandingLeaf before, StagedPut next) throws SQLException {
    if (!Arrays.equals(before.leaf(), next.leafBytes())) {
      StandingLeaf after = writer.replace(before, next);
      if (before.status() != after.status() || before.since() != after.since()) {
        change(next, after, before.status(), before.since());
      }
      stands(after);
      return;
    }
    if (!snapshot) {
      throw CommitRefusal.resync("put of leaf key " + next.key() + ", which is unchanged");
    }
    writer.keep(before, next);
    digest.add(before.key(), before.status(), before.leaf());
    nextPut();
  }

  private void stands(StandingLeaf after) {
    digest.add(after.key(), after.status(), after.leaf());
    added++;
    nextPut();
  }

  private void change(
      StagedPut put, StandingLeaf after, @Nullable Status before, long sinceBefore) {
    changes.add(
        new ResultChange(
            put.leaf().check(),
            unitId,
            after.resourceId(),
            after.key(),
            before,
            sinceBefore,
            after.status(),
            after.since()));
  }

  private void end(StandingLeaf before) throws SQLException {
    writer.end(before);
    ended++;
    changes.add(
        new ResultChange(
            writer.checkName(before),
            unitId,
            before.resourceId(),
            before.key(),
            before.status(),
            before.since(),
            null,
            0));
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
