package io.attestream.collector.report;

import com.google.protobuf.CodedInputStream;
import io.attestream.collector.leaf.Place;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.protocol.v1.Put;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stood in a unit after some commit: the last snapshot before it, and every delta since. */
final class UnitState {
  private static final int REMOVED = 1;

  private final SortedMap<LeafKey, Place> places = new TreeMap<>();

  private UnitState() {}

  /**
   * Where the puts of all leaves of the commit's unit stand, by key. Takes about 130 bytes a leaf.
   *
   * @throws IOException when a stored put cannot be read
   */
  static Collection<Place> after(Connection connection, CommitRow commit)
      throws SQLException, IOException {
    UnitState state = new UnitState();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT b.idx, b.block, b.kind, b.body
            FROM commit_entry e JOIN commit_block b ON b.idx = e.idx
            WHERE e.unit_id = ? AND e.idx <= ? AND e.idx >= (
              SELECT MAX(idx) FROM commit_entry WHERE unit_id = ? AND idx <= ? AND snapshot = 1)
            ORDER BY e.idx, b.block
            """)) {
      select.setLong(1, commit.unitId());
      select.setLong(2, commit.index());
      select.setLong(3, commit.unitId());
      select.setLong(4, commit.index());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          state.read(row.getLong(1), row.getInt(2), row.getInt(3), row.getBytes(4));
        }
      }
    }
    return state.places.values();
  }

  private void read(long commit, int block, int kind, byte[] body) throws IOException {
    if (kind == REMOVED) {
      for (int at = 0; at < body.length; at += LeafKey.LENGTH) {
        places.remove(LeafKey.of(Arrays.copyOfRange(body, at, at + LeafKey.LENGTH)));
      }
      return;
    }
    CodedInputStream in = CodedInputStream.newInstance(body);
    while (!in.isAtEnd()) {
      int length = in.readRawVarint32();
      int at = in.getTotalBytesRead();
      Put put = Put.parseFrom(CodedInputStream.newInstance(body, at, length));
      places.put(
          key(put, "block " + block + " of commit " + commit),
          new Place(commit, block, at, length));
      in.skipRawBytes(length);
    }
  }

  private static LeafKey key(Put put, String where) throws IOException {
    try {
      return ResultLeaf.parse(put.getLeaf().toByteArray()).key();
    } catch (JsonException e) {
      throw new IOException(where + " holds a leaf that cannot be read: " + e.getMessage(), e);
    }
  }
}
