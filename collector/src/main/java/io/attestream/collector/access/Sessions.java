package io.attestream.collector.access;

import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sessions in the database, so that a restart signs nobody out. A session ends after {@link #LIFETIME},
 * or when it was idle for {@link #IDLE}. Every method blocks.
 */
public final class Sessions {
  public static final Duration LIFETIME = Duration.ofDays(7);
  public static final Duration IDLE = Duration.ofHours(12);

  /** Use is written down at most this often, so that reading pages does not write. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(5);

  private final Database database;
  private final RandomGenerator random;
  private final Clock clock;

  public Sessions(Database database, RandomGenerator random, Clock clock) {
    this.database = database;
    this.random = random;
    this.clock = clock;
  }

  public Session.Opened open(User user) {
    String cookie = Secrets.next(random, "");
    String csrf = Secrets.next(random, "");
    Instant now = clock.instant();
    Instant expires = now.plus(LIFETIME);
    database.change(
        handle -> {
          handle
              .createUpdate("DELETE FROM session WHERE expires_at < :now OR seen_at < :idle")
              .bind("now", now.toEpochMilli())
              .bind("idle", now.minus(IDLE).toEpochMilli())
              .execute();
          handle
              .createUpdate(
                  "INSERT INTO session (hash, user_name, csrf, created_at, seen_at, expires_at)"
                      + " VALUES (:hash, :user, :csrf, :now, :now, :expires)")
              .bind("hash", Secrets.digest(cookie))
              .bind("user", user.name())
              .bind("csrf", csrf)
              .bind("now", now.toEpochMilli())
              .bind("expires", expires.toEpochMilli())
              .execute();
        });
    return new Session.Opened(cookie, new Session(user, csrf, now, expires));
  }

  /** The session of a cookie, while it is alive and its user is not disabled. */
  public Optional<Session> find(String cookie) {
    Instant now = clock.instant();
    byte[] hash = Secrets.digest(cookie);
    Optional<Found> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT s.csrf, s.created_at, s.seen_at, s.expires_at,"
                            + " u.name, u.role, u.created_at AS user_created"
                            + " FROM session s JOIN app_user u ON u.name = s.user_name"
                            + " WHERE s.hash = :hash AND u.disabled_at IS NULL"
                            + " AND s.expires_at > :now AND s.seen_at > :idle")
                    .bind("hash", hash)
                    .bind("now", now.toEpochMilli())
                    .bind("idle", now.minus(IDLE).toEpochMilli())
                    .map(
                        (row, context) ->
                            new Found(
                                new Session(
                                    new User(
                                        row.getString("name"),
                                        Role.fromStored(row.getString("role")),
                                        Instant.ofEpochMilli(row.getLong("user_created")),
                                        false),
                                    row.getString("csrf"),
                                    Instant.ofEpochMilli(row.getLong("created_at")),
                                    Instant.ofEpochMilli(row.getLong("expires_at"))),
                                Instant.ofEpochMilli(row.getLong("seen_at"))))
                    .findOne());
    found
        .filter(session -> session.seenAt().plus(SEEN_STEP).isBefore(now))
        .ifPresent(session -> markSeen(hash, now));
    return found.map(Found::session);
  }

  private void markSeen(byte[] hash, Instant now) {
    database.change(
        handle ->
            handle
                .createUpdate("UPDATE session SET seen_at = :now WHERE hash = :hash")
                .bind("now", now.toEpochMilli())
                .bind("hash", hash)
                .execute());
  }

  /** Signs out. */
  public void close(String cookie) {
    database.change(
        handle ->
            handle
                .createUpdate("DELETE FROM session WHERE hash = :hash")
                .bind("hash", Secrets.digest(cookie))
                .execute());
  }

  private record Found(Session session, Instant seenAt) {}
}
