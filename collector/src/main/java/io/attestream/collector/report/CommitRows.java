package io.attestream.collector.report;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.leaf.DisclosedLeaf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads commits and their leaves in one transaction; leaves are streamed. */
final class CommitRows {
  private static final String LEAVES =
      "SELECT leaf, identity, evidence FROM result WHERE unit_id = ?";

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

  /** Writes every leaf of the unit as it stood after the commit. */
  void writeState(CommitRow commit, OutputStream out) throws SQLException, IOException {
    try (PreparedStatement select =
        connection.prepareStatement(
            LEAVES + " AND added <= ? AND (removed IS NULL OR removed > ?) ORDER BY leaf_key")) {
      select.setLong(1, commit.unitId());
      select.setLong(2, commit.index());
      select.setLong(3, commit.index());
      writeLeaves(select, out);
    }
  }

  /** Writes the leaves that the commit added or replaced. */
  void writePuts(CommitRow commit, OutputStream out) throws SQLException, IOException {
    try (PreparedStatement select =
        connection.prepareStatement(LEAVES + " AND added = ? ORDER BY leaf_key")) {
      select.setLong(1, commit.unitId());
      select.setLong(2, commit.index());
      writeLeaves(select, out);
    }
  }

  private static void writeLeaves(PreparedStatement select, OutputStream out)
      throws SQLException, IOException {
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        DisclosedLeaf leaf =
            new DisclosedLeaf(row.getBytes(1), ascii(row.getBytes(2)), ascii(row.getBytes(3)));
        out.write(leaf.line());
        out.write('\n');
      }
    }
  }

  /** Writes the keys of the leaves that the commit removed and did not replace. */
  void writeDels(CommitRow commit, OutputStream out) throws SQLException, IOException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT leaf_key FROM result r WHERE unit_id = ? AND removed = ? AND NOT EXISTS ("
                + "SELECT 1 FROM result n WHERE n.unit_id = r.unit_id AND n.added = r.removed"
                + " AND n.leaf_key = r.leaf_key) ORDER BY leaf_key")) {
      select.setLong(1, commit.unitId());
      select.setLong(2, commit.index());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          out.write((Hex.encode(row.getBytes(1)) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
