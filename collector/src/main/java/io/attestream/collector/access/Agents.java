package io.attestream.collector.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of agents. Methods run in the caller's transaction. */
public final class Agents {
  public Optional<Agent> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM agent WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> agent(row))
        .findOne();
  }

  /** By id. */
  public List<Agent> list(Handle handle) {
    return handle
        .createQuery("SELECT * FROM agent ORDER BY id")
        .map((row, context) -> agent(row))
        .list();
  }

  /**
   * Adds an agent.
   *
   * @return false when the id or the key is in use already
   */
  public boolean add(
      Handle handle, String id, byte[] publicKey, String keyId, String version, Instant at) {
    return handle
            .createUpdate(
                "INSERT INTO agent (id, public_key, key_id, version, enrolled_at)"
                    + " VALUES (:id, :key, :keyId, :version, :at) ON CONFLICT DO NOTHING")
            .bind("id", id)
            .bind("key", publicKey)
            .bind("keyId", keyId)
            .bind("version", version)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /**
   * Gives an agent another key.
   *
   * @return false when the key is in use already
   */
  public boolean changeKey(Handle handle, String id, byte[] publicKey, String keyId) {
    boolean taken =
        handle
            .createQuery("SELECT count(*) FROM agent WHERE public_key = :key")
            .bind("key", publicKey)
            .mapTo(Boolean.class)
            .one();
    return !taken
        && handle
                .createUpdate("UPDATE agent SET public_key = :key, key_id = :keyId WHERE id = :id")
                .bind("key", publicKey)
                .bind("keyId", keyId)
                .bind("id", id)
                .execute()
            == 1;
  }

  /** Takes an agent's key out of use. */
  void revoke(Handle handle, String id, Instant at) {
    handle
        .createUpdate("UPDATE agent SET revoked_at = :at WHERE id = :id")
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  /** Records an agent's newest commit. */
  public void committed(
      Handle handle,
      String id,
      long seq,
      long epoch,
      long seen,
      byte[] envelopeDigest,
      Instant finishedAt,
      Instant nextBy) {
    handle
        .createUpdate(
            "UPDATE agent SET last_seq = :seq, last_epoch = :epoch, last_seen = :seen, last_envelope = :digest,"
                + " last_commit_at = :at, next_by = :nextBy WHERE id = :id")
        .bind("seq", seq)
        .bind("epoch", epoch)
        .bind("seen", seen)
        .bind("digest", envelopeDigest)
        .bind("at", finishedAt.toEpochMilli())
        .bind("nextBy", nextBy.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(
        row.getString("id"),
        row.getBytes("public_key"),
        row.getString("key_id"),
        row.getString("version"),
        Instant.ofEpochMilli(row.getLong("enrolled_at")),
        instant(row, "revoked_at"),
        row.getLong("last_seq"),
        row.getLong("last_epoch"),
        row.getLong("last_seen"),
        Optional.ofNullable(row.getBytes("last_envelope")),
        instant(row, "last_commit_at"),
        instant(row, "next_by"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
