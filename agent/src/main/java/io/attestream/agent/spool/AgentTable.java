package io.attestream.agent.spool;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The one row about the agent itself. Used inside the database's work only. */
final class AgentTable {
  private final SpoolDatabase db;

  AgentTable(SpoolDatabase db) {
    this.db = db;
  }

  /** Makes the row where it is missing; its secrets follow from the key, so that they outlive a lost state. */
  Void create(Ed25519Key key) throws SQLException {
    if (db.number("SELECT COUNT(*) FROM agent") == 0) {
      db.update(
          "INSERT INTO agent (one, scope_key, salt_key, epoch, next_seq, last_envelope, seen_size,"
              + " seen_root) VALUES (1,?,?,1,1,x'',0,x'')",
          key.secret("attestream-scope-key-v1"),
          key.secret("attestream-salt-key-v1"));
    }
    return null;
  }

  AgentState read() throws SQLException {
    String sql =
        "SELECT agent_id, log_key, scope_key, salt_key, epoch, next_seq, last_envelope, seen_size,"
            + " seen_root, alarm FROM agent";
    try (ResultSet row = db.with(sql).executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("the agent's row is missing");
      }
      String alarm = row.getString(10);
      return new AgentState(
          enrolment(row),
          new AgentState.Secrets(row.getBytes(3), row.getBytes(4)),
          row.getLong(5),
          row.getLong(6),
          hash(row.getBytes(7)),
          alarm == null ? "" : alarm);
    }
  }

  private static AgentState.@Nullable Enrolment enrolment(ResultSet row) throws SQLException {
    String agentId = row.getString(1);
    if (agentId == null) {
      return null;
    }
    String logKey = row.getString(2);
    String origin = logKey.substring(0, logKey.indexOf('+'));
    long size = row.getLong(8);
    Checkpoint seen =
        size == 0
            ? Checkpoint.empty(origin)
            : new Checkpoint(origin, size, Hash.of(row.getBytes(9)));
    return new AgentState.Enrolment(agentId, logKey, seen);
  }

  private static @Nullable Hash hash(byte[] bytes) {
    return bytes.length == 0 ? null : Hash.of(bytes);
  }

  Void enrol(String agentId, String logKey) throws SQLException {
    db.update("UPDATE agent SET agent_id=?, log_key=?", agentId, logKey);
    return null;
  }

  Void seen(Checkpoint seen) throws SQLException {
    db.update(
        "UPDATE agent SET seen_size=?, seen_root=? WHERE seen_size<=?",
        seen.size(),
        seen.root().bytes(),
        seen.size());
    return null;
  }

  /** The newest commit carries the alarm. */
  void told() throws SQLException {
    db.update("UPDATE agent SET alarm=NULL");
  }

  /** Goes on where another state of this agent ended, in an epoch of its own. */
  void epoch(long epoch) throws SQLException {
    db.update("UPDATE agent SET epoch=?", epoch);
  }

  /** Records the newest commit of the chain. */
  void chain(long nextSeq, byte[] lastEnvelope) throws SQLException {
    db.update("UPDATE agent SET next_seq=?, last_envelope=?", nextSeq, lastEnvelope);
  }
}
