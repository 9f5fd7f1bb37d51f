package io.attestream.collector.ingest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of {@code unit} and {@code commit_entry}. */
final class UnitTable {
  private final Connection connection;

  UnitTable(Connection connection) {
    this.connection = connection;
  }

  UnitRow find(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT u.id, u.agent_id, u.root, u.flat, u.size, u.next_by,"
                + " c.pass, c.fail, c.na, c.unknown"
                + " FROM unit u JOIN commit_entry c ON c.idx = u.commit_idx WHERE u.name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new UnitRow(
                row.getLong(1),
                row.getString(2),
                Hash.of(row.getBytes(3)),
                Hash.of(row.getBytes(4)),
                row.getLong(5),
                new Tally(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)),
                row.getLong(6))
            : UnitRow.NONE;
      }
    }
  }

  /** Makes the row of a new unit; {@link #save} fills it. */
  long create(String name) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO unit (name, agent_id, root, flat, size, commit_idx, committed_at, next_by)"
                + " VALUES (?, '', x'', x'', 0, 0, 0, 0) RETURNING id")) {
      insert.setString(1, name);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  void save(long id, Manifest manifest, long index) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE unit SET agent_id = ?, root = ?, flat = ?, size = ?, commit_idx = ?,"
                + " committed_at = ?, next_by = ? WHERE id = ?")) {
      update.setString(1, manifest.agent());
      update.setBytes(2, manifest.root().bytes());
      update.setBytes(3, manifest.flat().bytes());
      update.setLong(4, manifest.size());
      update.setLong(5, index);
      update.setLong(6, manifest.finishedAt().toEpochMilli());
      update.setLong(7, manifest.nextBy().toEpochMilli());
      update.setLong(8, id);
      update.executeUpdate();
    }
  }

  void addCommit(long index, StagedCommit commit, long unitId, long receivedAt)
      throws SQLException {
    Manifest manifest = commit.manifest();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO commit_entry (idx, agent_id, seq, unit_id, started_at, finished_at,"
                + " received_at, size, puts, dels, pass, fail, na, unknown, incomplete, snapshot, trace,"
                + " next_by)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, index);
      insert.setString(2, manifest.agent());
      insert.setLong(3, manifest.seq());
      insert.setLong(4, unitId);
      insert.setLong(5, manifest.startedAt().toEpochMilli());
      insert.setLong(6, manifest.finishedAt().toEpochMilli());
      insert.setLong(7, receivedAt);
      insert.setLong(8, manifest.size());
      insert.setLong(9, manifest.delta().put());
      insert.setLong(10, manifest.delta().del());
      insert.setLong(11, manifest.tally().pass());
      insert.setLong(12, manifest.tally().fail());
      insert.setLong(13, manifest.tally().notApplicable());
      insert.setLong(14, manifest.tally().unknown());
      insert.setLong(15, incomplete(manifest));
      insert.setBoolean(16, manifest.delta().snapshot());
      insert.setBytes(17, commit.trace());
      insert.setLong(18, manifest.nextBy().toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static int incomplete(Manifest manifest) {
    return (int) manifest.population().enumerations().stream().filter(e -> !e.complete()).count();
  }
}
