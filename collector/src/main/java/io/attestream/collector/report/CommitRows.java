package io.attestream.collector.report;

import io.attestream.collector.leaf.Place;
import io.attestream.collector.leaf.StoredDisclosure;
import io.attestream.collector.leaf.StoredPuts;
import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.Put;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads commits and their leaves in one transaction; leaves are streamed. */
final class CommitRows {
  private static final int PUTS = 0;
  private static final int REMOVED = 1;

  private final Connection connection;

  CommitRows(Connection connection) {
    this.connection = connection;
  }

  /** Every commit, by agent and sequence number. */
  List<CommitRow> all() throws SQLException {
    List<CommitRow> rows = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT idx, agent_id, seq, unit_id, finished_at, puts, dels, snapshot"
                    + " FROM commit_entry ORDER BY agent_id, seq");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(
            new CommitRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getBoolean(8)));
      }
    }
    return rows;
  }

  byte[] trace(CommitRow commit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT trace FROM commit_entry WHERE idx = ?")) {
      select.setLong(1, commit.index());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  /** Writes every leaf of the unit as it stood after the commit, by key. */
  void writeState(CommitRow commit, OutputStream out) throws SQLException, IOException {
    try (StoredPuts puts = new StoredPuts(connection)) {
      for (Place place : UnitState.after(connection, commit)) {
        write(puts.put(place), out);
      }
    }
  }

  /** Writes the leaves that the commit added or replaced, by key. */
  void writePuts(CommitRow commit, OutputStream out) throws SQLException, IOException {
    forEachBlock(
        commit,
        PUTS,
        body -> {
          ByteArrayInputStream in = new ByteArrayInputStream(body);
          for (Put put = Put.parseDelimitedFrom(in);
              put != null;
              put = Put.parseDelimitedFrom(in)) {
            write(put, out);
          }
        });
  }

  /** Writes the keys of the leaves that the commit removed, ascending. */
  void writeDels(CommitRow commit, OutputStream out) throws SQLException, IOException {
    forEachBlock(
        commit,
        REMOVED,
        body -> {
          for (int at = 0; at < body.length; at += LeafKey.LENGTH) {
            String key = Hex.encode(Arrays.copyOfRange(body, at, at + LeafKey.LENGTH));
            out.write((key + "\n").getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  @FunctionalInterface
  private interface BlockReader {
    void read(byte[] body) throws IOException;
  }

  private void forEachBlock(CommitRow commit, int kind, BlockReader reader)
      throws SQLException, IOException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT body FROM commit_block WHERE idx = ? AND kind = ? ORDER BY block")) {
      select.setLong(1, commit.index());
      select.setInt(2, kind);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reader.read(row.getBytes(1));
        }
      }
    }
  }

  private static void write(Put put, OutputStream out) throws IOException {
    DisclosedLeaf leaf =
        new DisclosedLeaf(
            put.getLeaf().toByteArray(),
            StoredDisclosure.text(put.getIdentity()),
            StoredDisclosure.text(put.getEvidence()));
    out.write(leaf.line());
    out.write('\n');
  }
}
