package io.attestream.collector.access;

import io.attestream.collector.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Single-use tokens that let an agent register its key. Every method blocks. */
public final class EnrolmentTokens {
  public static final Duration DEFAULT_VALIDITY = Duration.ofHours(24);

  private final Database database;
  private final RandomGenerator random;
  private final Clock clock;

  public EnrolmentTokens(Database database, RandomGenerator random, Clock clock) {
    this.database = database;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes a token; it cannot be read again.
   *
   * @param label what a person calls it, 1 to 100 characters
   */
  public String create(String label, Duration validity) {
    if (label.isBlank() || label.length() > 100) {
      throw new IllegalArgumentException("the label must have 1 to 100 characters");
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("the token must be valid for some time");
    }
    String token = Secrets.next(random, "ate_");
    Instant now = clock.instant();
    database.change(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO enrolment_token (hash, label, created_at, expires_at)"
                        + " VALUES (:hash, :label, :now, :expires)")
                .bind("hash", Secrets.digest(token))
                .bind("label", label)
                .bind("now", now.toEpochMilli())
                .bind("expires", now.plus(validity).toEpochMilli())
                .execute());
    return token;
  }

  /**
   * Uses a token up, inside the transaction that enrols the agent.
   *
   * @return whether it was valid and unused
   */
  public boolean redeem(Handle handle, String token, String agent) {
    return handle
            .createUpdate(
                "UPDATE enrolment_token SET used_at = :now, used_by = :agent"
                    + " WHERE hash = :hash AND used_at IS NULL AND expires_at > :now")
            .bind("now", clock.millis())
            .bind("agent", agent)
            .bind("hash", Secrets.digest(token))
            .execute()
        == 1;
  }

  /** Whether the token was used up by this agent. */
  public boolean usedBy(Handle handle, String token, String agent) {
    return handle
        .createQuery("SELECT 1 FROM enrolment_token WHERE hash = :hash AND used_by = :agent")
        .bind("hash", Secrets.digest(token))
        .bind("agent", agent)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Newest first. */
  public List<EnrolmentToken> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT label, created_at, expires_at, used_at, used_by FROM enrolment_token"
                        + " ORDER BY created_at DESC LIMIT 1000")
                .map((row, context) -> token(row))
                .list());
  }

  private static EnrolmentToken token(ResultSet row) throws SQLException {
    long used = row.getLong("used_at");
    Optional<Instant> usedAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used));
    return new EnrolmentToken(
        row.getString("label"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("expires_at")),
        usedAt,
        Optional.ofNullable(row.getString("used_by")));
  }
}
