package io.attestream.collector.ingest;

import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.evidence.leaf.LeafKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Writes one commit over one unit: what came into blocks, what stands into leaves, and what pages ask
 * for into rows. Closed with the commit.
 */
final class UnitWriter implements AutoCloseable {
  /** Where in a leaf's canonical bytes the identity's digest of 43 characters ends. */
  private static final int IDENTITY_END = "{\"_sd\":[\"".length() + 43;

  private final NameTable names;
  private final BlockWriter came;
  private final LeafTable leaves;
  private final ResultTable results;

  /** @param index the commit's place in the log */
  UnitWriter(Connection connection, long unitId, long index) throws SQLException {
    names = new NameTable(connection, unitId);
    came = new BlockWriter(connection, index);
    leaves = new LeafTable(connection, unitId);
    results = new ResultTable(connection, unitId, index);
  }

  /** Gives every leaf of the unit, ascending by key, as it was before the commit. */
  void forEachStanding(LeafTable.LeafAction action) throws SQLException {
    leaves.forEach(action);
  }

  /** Writes down that the commit's delta removed a key; before any put. */
  void noteRemoved(LeafKey key) throws SQLException {
    came.removed(key);
  }

  /** A leaf for a key that has none. */
  StandingLeaf add(StagedPut put) throws SQLException {
    StandingLeaf leaf = standing(put, names.resource(put.resource()));
    leaves.changed(leaf);
    results.add(leaf);
    return leaf;
  }

  StandingLeaf replace(StandingLeaf before, StagedPut put) throws SQLException {
    boolean sameIdentity =
        Arrays.equals(before.leaf(), 0, IDENTITY_END, put.leafBytes(), 0, IDENTITY_END);
    long resource = sameIdentity ? before.resourceId() : names.resource(put.resource());
    StandingLeaf after = standing(put, resource);
    leaves.changed(after);
    results.replace(before, after);
    return after;
  }

  /** The leaf stands on, and the commit did not mention it. */
  void keep(StandingLeaf leaf) throws SQLException {
    leaves.stands(leaf);
  }

  /** The leaf stands on, and the commit, a snapshot, brought it again. */
  void keep(StandingLeaf leaf, StagedPut same) throws SQLException {
    came.put(same);
    leaves.stands(leaf);
  }

  void end(StandingLeaf leaf) throws SQLException {
    leaves.ended();
    results.end(leaf);
  }

  String checkName(StandingLeaf leaf) throws SQLException {
    return names.checkName(leaf.checkRef());
  }

  private StandingLeaf standing(StagedPut put, long resource) throws SQLException {
    return new StandingLeaf(
        put.key(),
        names.check(put.leaf().check(), put.leaf().version()),
        resource,
        put.leaf().status(),
        put.reason(),
        put.leaf().since().toEpochMilli(),
        came.put(put),
        put.leafBytes());
  }

  /** Writes all that is still held back. */
  void flush() throws SQLException {
    came.flush();
    leaves.flush();
    results.flush();
  }

  @Override
  public void close() throws SQLException {
    names.close();
    came.close();
    leaves.close();
    results.close();
  }
}
