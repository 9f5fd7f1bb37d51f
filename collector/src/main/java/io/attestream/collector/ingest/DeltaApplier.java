package io.attestream.collector.ingest;

import io.attestream.collector.ingest.ResultTable.Before;
import io.attestream.collector.ingest.ResultTable.Standing;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a unit's rows from the state before a commit to the state after it, with as few changed rows as
 * there are changed leaves.
 */
final class DeltaApplier {
  private final ResultTable table;
  private final UnitRow unit;
  private final long unitId;
  private final CommitAssembly parts;
  private final List<ResultChange> changes = new ArrayList<>();
  private int added;
  private int ended;

  DeltaApplier(ResultTable table, UnitRow unit, long unitId, StagedCommit commit) {
    this.table = table;
    this.unit = unit;
    this.unitId = unitId;
    this.parts = commit.parts();
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

  /** Applies the commit's parts and gives what the unit's leaves come to afterwards. */
  LeafSetDigest.Result apply(Manifest manifest) throws SQLException {
    if (manifest.delta().snapshot()) {
      return unit.size() == 0 ? fill() : replace();
    }
    if (manifest.delta().put() == 0 && manifest.delta().del() == 0) {
      return new LeafSetDigest.Result(unit.size(), unit.root(), unit.flat(), unit.tally());
    }
    return change();
  }

  /** A snapshot over nothing: every put is a row, and the digest needs no reading back. */
  private LeafSetDigest.Result fill() throws SQLException {
    if (!parts.inMemory()) {
      putAll();
      return table.digest();
    }
    LeafSetDigest digest = new LeafSetDigest();
    for (StagedPut put : parts.sortedPuts()) {
      add(put);
      digest.add(put.leaf().key(), put.leaf().status(), put.leafBytes());
    }
    table.flush();
    return digest.finish();
  }

  /** A snapshot over a state: leaves that are the same keep their rows. */
  private LeafSetDigest.Result replace() throws SQLException {
    Map<LeafKey, Standing> standing = table.current();
    parts.forEachPut(
        put -> {
          Standing before = standing.remove(put.leaf().key());
          if (before == null) {
            add(put);
          } else if (!Arrays.equals(before.leaf(), put.leafBytes())) {
            table.end(before.row());
            supersede(put, before.row());
          }
        });
    for (Map.Entry<LeafKey, Standing> gone : standing.entrySet()) {
      table.end(gone.getValue().row());
      ended(gone.getKey(), gone.getValue().row());
    }
    table.flush();
    return table.digest();
  }

  private LeafSetDigest.Result change() throws SQLException {
    for (LeafKey key : parts.dels()) {
      Standing before = table.standing(key);
      if (before == null) {
        throw CommitRefusal.resync("del of leaf key " + key + ", which is not in the unit");
      }
      table.end(before.row());
      ended(key, before.row());
    }
    putAll();
    return table.digest();
  }

  private void putAll() throws SQLException {
    parts.forEachPut(
        put -> {
          Standing before = table.standing(put.leaf().key());
          if (before == null) {
            add(put);
            return;
          }
          if (Arrays.equals(before.leaf(), put.leafBytes())) {
            throw CommitRefusal.resync(
                "put of leaf key " + put.leaf().key() + ", which is unchanged");
          }
          table.end(before.row());
          supersede(put, before.row());
        });
    table.flush();
  }

  private void add(StagedPut put) throws SQLException {
    long resource = table.insert(put);
    added++;
    changes.add(change(put, resource, null, 0));
  }

  private void supersede(StagedPut put, Before before) throws SQLException {
    long resource = table.insert(put);
    added++;
    changes.add(change(put, resource, before.status(), before.since()));
  }

  private ResultChange change(
      StagedPut put, long resource, @Nullable Status before, long sinceBefore) {
    return new ResultChange(
        put.leaf().check(),
        unitId,
        resource,
        put.key(),
        before,
        sinceBefore,
        put.leaf().status(),
        put.leaf().since().toEpochMilli());
  }

  private void ended(LeafKey key, Before before) {
    ended++;
    changes.add(
        new ResultChange(
            before.check(),
            unitId,
            before.resourceId(),
            key.bytes(),
            before.status(),
            before.since(),
            null,
            0));
  }
}
