package io.attestream.e2e.story;

import io.attestream.evidence.hash.Hash;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent holds as acknowledged. An acknowledged commit leaves the spool; triggers in the
 * spool keep it, and the leaves that it put, in the very transaction in which the agent forgets it.
 */
final class Acknowledgements {
  private static final String[] SCHEMA = {
    "CREATE TABLE acknowledged (seq INTEGER, digest BLOB)",
    "CREATE TABLE acknowledged_leaf (seq INTEGER, leaf BLOB)",
    """
    CREATE TRIGGER acknowledgement BEFORE DELETE ON spooled BEGIN
      INSERT INTO acknowledged VALUES (OLD.seq, OLD.digest);
      INSERT INTO acknowledged_leaf
        SELECT OLD.seq, leaf FROM leaf WHERE unit_id = OLD.unit_id
          AND (OLD.full = 0 AND added = OLD.generation
            OR OLD.full = 1 AND added <= OLD.generation
              AND (removed IS NULL OR removed > OLD.generation));
    END
    """
  };

  private final String spool;

  private Acknowledgements(Path state) {
    spool = "jdbc:sqlite:" + state.resolve("spool.db");
  }

  /** Keeps all from now on. The agent must not run: the spool has one writer. */
  static Acknowledgements keptIn(Path state) throws SQLException {
    Acknowledgements kept = new Acknowledgements(state);
    try (Connection connection = DriverManager.getConnection(kept.spool);
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.executeUpdate(sql);
      }
    }
    return kept;
  }

  /** A commit that the agent holds as acknowledged, with the hex of each leaf that it put. */
  record Commit(long seq, Hash envelope, List<String> leaves) {}

  /** In the order in which they were acknowledged; one that is acknowledged twice is there twice. */
  List<Commit> read() throws SQLException {
    try (Connection connection = DriverManager.getConnection(spool);
        Statement statement = connection.createStatement()) {
      Map<Long, List<String>> leaves = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT seq, leaf FROM acknowledged_leaf")) {
        while (rows.next()) {
          leaves
              .computeIfAbsent(rows.getLong(1), seq -> new ArrayList<>())
              .add(HexFormat.of().formatHex(rows.getBytes(2)));
        }
      }
      List<Commit> commits = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT seq, digest FROM acknowledged ORDER BY rowid")) {
        while (rows.next()) {
          long seq = rows.getLong(1);
          commits.add(
              new Commit(seq, Hash.of(rows.getBytes(2)), leaves.getOrDefault(seq, List.of())));
        }
      }
      return commits;
    }
  }

  /** Commits that the collector refused to read; they were never acknowledged. */
  long quarantined() throws SQLException {
    try (Connection connection = DriverManager.getConnection(spool);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM quarantine")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
