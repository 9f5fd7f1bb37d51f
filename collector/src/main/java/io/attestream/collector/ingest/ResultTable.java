package io.attestream.collector.ingest;

import io.attestream.collector.ingest.BlockWriter.Place;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of {@code result} and {@code result_past} for one commit over one unit: statements are prepared
 * once, ids looked up once, writes go in batches. Closed with the commit.
 */
final class ResultTable implements AutoCloseable {
  private static final Status[] STATUSES = Status.values();
  private static final int BATCH = 500;
  private static final int PAGE = 1000;

  /** Where in a leaf's canonical bytes the identity's digest of 43 characters ends. */
  private static final int IDENTITY_END = "{\"_sd\":[\"".length() + 43;

  private final long unitId;
  private final long index;
  private final NameTable names;
  private final BlockWriter blocks;
  private final PreparedStatement page;
  private final PreparedStatement keep;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement refresh;
  private final PreparedStatement delete;

  /** In the order in which a batch is written: what stood is kept before it is overwritten. */
  private final List<PreparedStatement> writes;

  private int batched;

  ResultTable(Connection connection, long unitId, long index) throws SQLException {
    this.unitId = unitId;
    this.index = index;
    names = new NameTable(connection, unitId);
    blocks = new BlockWriter(connection, index);
    page =
        connection.prepareStatement(
            "SELECT leaf_key, check_ref, resource_id, status, since, leaf FROM result"
                + " WHERE unit_id = ? AND leaf_key > ? ORDER BY leaf_key LIMIT "
                + PAGE);
    keep =
        connection.prepareStatement(
            "INSERT INTO result_past (unit_id, leaf_key, added, removed, gone, check_ref,"
                + " resource_id, status, reason, since, block, place, length)"
                + " SELECT unit_id, leaf_key, added, ?, ?, check_ref, resource_id, status, reason,"
                + " since, block, place, length FROM result WHERE unit_id = ? AND leaf_key = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO result (reason, since, leaf, added, block, place, length, check_ref,"
                + " resource_id, status, unit_id, leaf_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    // No indexed column is set here, so that no index is touched.
    refresh =
        connection.prepareStatement(
            "UPDATE result SET reason = ?, since = ?, leaf = ?, added = ?, block = ?, place = ?,"
                + " length = ? WHERE unit_id = ? AND leaf_key = ?");
    update =
        connection.prepareStatement(
            "UPDATE result SET reason = ?, since = ?, leaf = ?, added = ?, block = ?, place = ?,"
                + " length = ?, check_ref = ?, resource_id = ?, status = ?"
                + " WHERE unit_id = ? AND leaf_key = ?");
    delete = connection.prepareStatement("DELETE FROM result WHERE unit_id = ? AND leaf_key = ?");
    writes = List.of(keep, insert, refresh, update, delete);
  }

  /**
   * A result that stands before the commit.
   *
   * @param since epoch milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // one of many per commit, on the hot path
  record Standing(
      LeafKey key,
      long checkRef,
      String check,
      long resourceId,
      Status status,
      long since,
      byte[] leaf) {}

  /** What may be done with a row; it may write the row and those before it, not those after. */
  @FunctionalInterface
  interface StandingAction {
    void accept(Standing row) throws SQLException;
  }

  /** Gives every row of the unit, ascending by key, as it was before the commit. */
  void forEachStanding(StandingAction action) throws SQLException {
    byte[] after = new byte[0];
    List<Standing> rows = standing(after);
    while (!rows.isEmpty()) {
      for (Standing row : rows) {
        action.accept(row);
      }
      rows = rows.size() < PAGE ? List.of() : standing(rows.get(rows.size() - 1).key().bytes());
    }
  }

  private List<Standing> standing(byte[] after) throws SQLException {
    page.setLong(1, unitId);
    page.setBytes(2, after);
    List<Standing> rows = new ArrayList<>(PAGE);
    try (ResultSet row = page.executeQuery()) {
      while (row.next()) {
        long checkRef = row.getLong(2);
        rows.add(
            new Standing(
                LeafKey.of(row.getBytes(1)),
                checkRef,
                names.checkName(checkRef),
                row.getLong(3),
                STATUSES[row.getInt(4)],
                row.getLong(5),
                row.getBytes(6)));
      }
    }
    return rows;
  }

  /** Writes down that the commit's delta removed a key; before any result is written. */
  void noteRemoved(LeafKey key) throws SQLException {
    blocks.removed(key);
  }

  /** Adds a row for a key that has none. Gives the resource's id. */
  long add(StagedPut put) throws SQLException {
    long resource = names.resource(put.resource());
    int at = version(insert, put);
    insert.setLong(++at, names.check(put.leaf().check(), put.leaf().version()));
    insert.setLong(++at, resource);
    insert.setInt(++at, put.leaf().status().ordinal());
    addBatch(insert, at, put.key());
    return resource;
  }

  /** Replaces a row; what stood goes into the history. Gives the resource's id. */
  long replace(Standing row, StagedPut put) throws SQLException {
    long resource =
        sameIdentity(row.leaf(), put.leafBytes())
            ? row.resourceId()
            : names.resource(put.resource());
    long check = names.check(put.leaf().check(), put.leaf().version());
    keep(row.key(), false);
    if (row.checkRef() == check
        && row.resourceId() == resource
        && row.status() == put.leaf().status()) {
      addBatch(refresh, version(refresh, put), put.key());
      return resource;
    }
    int at = version(update, put);
    update.setLong(++at, check);
    update.setLong(++at, resource);
    update.setInt(++at, put.leaf().status().ordinal());
    addBatch(update, at, put.key());
    return resource;
  }

  /** Whether both leaves commit to the same identity: its digest is the first that a leaf holds. */
  private static boolean sameIdentity(byte[] leaf, byte[] other) {
    return Arrays.equals(leaf, 0, IDENTITY_END, other, 0, IDENTITY_END);
  }

  /** Takes a row away; it goes into the history. */
  void end(Standing row) throws SQLException {
    keep(row.key(), true);
    addBatch(delete, 0, row.key());
  }

  private void keep(LeafKey key, boolean gone) throws SQLException {
    keep.setLong(1, index);
    keep.setBoolean(2, gone);
    keep.setLong(3, unitId);
    keep.setBytes(4, key.bytes());
    keep.addBatch();
  }

  /** Binds what every version has; gives the number of the last parameter. */
  private int version(PreparedStatement statement, StagedPut put) throws SQLException {
    Place place = blocks.put(put.put());
    UnknownReason reason = put.reason();
    statement.setString(1, reason == null ? null : reason.name());
    statement.setLong(2, put.leaf().since().toEpochMilli());
    statement.setBytes(3, put.leafBytes());
    statement.setLong(4, index);
    statement.setInt(5, place.block());
    statement.setInt(6, place.at());
    statement.setInt(7, place.length());
    return 7;
  }

  private void addBatch(PreparedStatement statement, int last, LeafKey key) throws SQLException {
    statement.setLong(last + 1, unitId);
    statement.setBytes(last + 2, key.bytes());
    statement.addBatch();
    if (++batched >= BATCH) {
      writeBatches();
    }
  }

  private void writeBatches() throws SQLException {
    for (PreparedStatement write : writes) {
      write.executeBatch();
    }
    batched = 0;
  }

  /** Writes all that is still held back. */
  void flush() throws SQLException {
    writeBatches();
    blocks.flush();
  }

  @Override
  public void close() throws SQLException {
    names.close();
    blocks.close();
    page.close();
    for (PreparedStatement write : writes) {
      write.close();
    }
  }
}
