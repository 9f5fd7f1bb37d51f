package io.attestream.collector.ingest;

import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.UnknownReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Rows of {@code result} and {@code result_past} for one commit over one unit: what pages ask for. A row
 * changes only with the verdict or with what was judged, never with the evidence alone. Statements are
 * prepared once and run in batches. Closed with the commit.
 */
final class ResultTable implements AutoCloseable {
  private static final int BATCH = 500;

  private final long unitId;
  private final long index;
  private final PreparedStatement keep;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement turn;
  private final PreparedStatement delete;

  /** In the order in which a batch is written: what stood is kept before it is overwritten. */
  private final List<PreparedStatement> writes;

  private long lastPast;
  private int batched;

  ResultTable(Connection connection, long unitId, long index) throws SQLException {
    this.unitId = unitId;
    this.index = index;
    keep =
        connection.prepareStatement(
            "INSERT INTO result_past (id, added, removed, gone, check_ref, resource_id, status,"
                + " reason, since, before) SELECT ?, added, ?, ?, check_ref, resource_id, status,"
                + " reason, since, before FROM result WHERE unit_id = ? AND leaf_key = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO result (status, reason, since, added, check_ref, resource_id, unit_id,"
                + " leaf_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    // Neither check nor resource is set here, so that no index is touched.
    turn =
        connection.prepareStatement(
            "UPDATE result SET status = ?, reason = ?, since = ?, added = ?, before = ?"
                + " WHERE unit_id = ? AND leaf_key = ?");
    update =
        connection.prepareStatement(
            "UPDATE result SET status = ?, reason = ?, since = ?, added = ?, before = ?,"
                + " check_ref = ?, resource_id = ? WHERE unit_id = ? AND leaf_key = ?");
    delete = connection.prepareStatement("DELETE FROM result WHERE unit_id = ? AND leaf_key = ?");
    writes = List.of(keep, insert, turn, update, delete);
    lastPast = lastPast(connection);
  }

  private static long lastPast(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM result_past")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Adds a row for a key that has none. */
  void add(StandingLeaf leaf) throws SQLException {
    int at = verdict(insert, leaf);
    insert.setLong(++at, leaf.checkRef());
    insert.setLong(++at, leaf.resourceId());
    addBatch(insert, at, leaf.key());
  }

  /** Brings a row to what stands now; what stood goes into the history. */
  void replace(StandingLeaf before, StandingLeaf after) throws SQLException {
    boolean same =
        before.checkRef() == after.checkRef() && before.resourceId() == after.resourceId();
    if (same
        && before.status() == after.status()
        && before.reason() == after.reason()
        && before.since() == after.since()) {
      return;
    }
    long past = keep(before.key(), false);
    PreparedStatement write = same ? turn : update;
    int at = verdict(write, after);
    write.setLong(++at, past);
    if (same) {
      addBatch(turn, at, after.key());
      return;
    }
    update.setLong(++at, after.checkRef());
    update.setLong(++at, after.resourceId());
    addBatch(update, at, after.key());
  }

  /** Takes a row away; it goes into the history. */
  void end(StandingLeaf before) throws SQLException {
    keep(before.key(), true);
    addBatch(delete, 0, before.key());
  }

  /** Gives the id of the row that keeps what stood. */
  private long keep(LeafKey key, boolean gone) throws SQLException {
    keep.setLong(1, ++lastPast);
    keep.setLong(2, index);
    keep.setBoolean(3, gone);
    keep.setLong(4, unitId);
    keep.setBytes(5, key.bytes());
    keep.addBatch();
    return lastPast;
  }

  /** Binds the verdict; gives the number of the last parameter. */
  private int verdict(PreparedStatement statement, StandingLeaf leaf) throws SQLException {
    UnknownReason reason = leaf.reason();
    statement.setInt(1, leaf.status().ordinal());
    statement.setString(2, reason == null ? null : reason.name());
    statement.setLong(3, leaf.since());
    statement.setLong(4, index);
    return 4;
  }

  private void addBatch(PreparedStatement statement, int last, LeafKey key) throws SQLException {
    statement.setLong(last + 1, unitId);
    statement.setBytes(last + 2, key.bytes());
    statement.addBatch();
    if (++batched >= BATCH) {
      flush();
    }
  }

  /** Writes all that is still held back. */
  void flush() throws SQLException {
    for (PreparedStatement write : writes) {
      write.executeBatch();
    }
    batched = 0;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement write : writes) {
      write.close();
    }
  }
}
