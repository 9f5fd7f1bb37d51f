package io.attestream.collector.access;

import io.attestream.collector.decision.Decisions;
import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Local accounts. Every method blocks. */
public final class Users {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Fewest characters of a password. */
  public static final int MIN_PASSWORD = 12;

  private static final int MAX_PASSWORD = 200;

  private final Database database;
  private final Passwords passwords;
  private final RandomGenerator random;
  private final Clock clock;

  public Users(Database database, Passwords passwords, RandomGenerator random, Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.random = random;
    this.clock = clock;
  }

  /** The user when name and password are right and the account is in use; takes as long when not. */
  public Optional<User> authenticate(String name, String password) {
    if (password.length() > MAX_PASSWORD) {
      return Optional.empty();
    }
    Optional<String> stored =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT password_hash FROM app_user WHERE name = :name AND disabled_at IS NULL")
                    .bind("name", name)
                    .mapTo(String.class)
                    .findOne());
    boolean right = passwords.matches(password, stored.orElseGet(passwords::unmatchable));
    return right && stored.isPresent() ? find(name) : Optional.empty();
  }

  public Optional<User> find(String name) {
    return list().stream().filter(user -> user.name().equals(name)).findFirst();
  }

  public List<User> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT name, role, created_at, disabled_at FROM app_user ORDER BY name")
                .map(
                    (row, context) ->
                        new User(
                            row.getString("name"),
                            Role.fromStored(row.getString("role")),
                            Instant.ofEpochMilli(row.getLong("created_at")),
                            row.getObject("disabled_at") != null))
                .list());
  }

  /**
   * Adds an account.
   *
   * @throws IllegalArgumentException when the name is taken or unfit, or the password too short
   */
  public void create(String name, Role role, String password) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "user name '" + name + "' must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (name.equalsIgnoreCase(Decisions.COLLECTOR)) {
      throw new IllegalArgumentException(
          "user name '" + name + "' is the collector's own in the log");
    }
    String hash = passwords.hash(fit(password));
    database.change(
        handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO app_user (name, password_hash, role, created_at)"
                          + " VALUES (:name, :hash, :role, :now) ON CONFLICT DO NOTHING")
                  .bind("name", name)
                  .bind("hash", hash)
                  .bind("role", role.stored())
                  .bind("now", clock.millis())
                  .execute();
          if (added == 0) {
            throw new IllegalArgumentException("user '" + name + "' exists already");
          }
        });
  }

  /**
   * Adds an account with a random password.
   *
   * @return the password, which is kept nowhere
   * @throws IllegalArgumentException when the name is taken or unfit
   */
  public String create(String name, Role role) {
    String password = Secrets.next(random, "");
    create(name, role, password);
    return password;
  }

  /**
   * Creates the user {@code admin} when there is no user at all.
   *
   * @return its random password, which is kept nowhere; empty when there are users
   */
  public Optional<String> createFirstAdmin() {
    if (!list().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(create("admin", Role.ADMIN));
  }

  /**
   * Gives the account a new random password and ends its sessions.
   *
   * @throws IllegalArgumentException when there is no such user
   */
  public String resetPassword(String name) {
    String password = Secrets.next(random, "");
    setPassword(name, password);
    return password;
  }

  /**
   * Replaces the password and ends the account's sessions.
   *
   * @throws IllegalArgumentException when there is no such user or the password is too short
   */
  public void setPassword(String name, String password) {
    String hash = passwords.hash(fit(password));
    database.change(
        handle -> {
          int changed =
              handle
                  .createUpdate("UPDATE app_user SET password_hash = :hash WHERE name = :name")
                  .bind("hash", hash)
                  .bind("name", name)
                  .execute();
          if (changed == 0) {
            throw new IllegalArgumentException("there is no user '" + name + "'");
          }
          endSessions(handle, name);
        });
  }

  /** Switches the account off or on; its sessions end at once. */
  public void setDisabled(String name, boolean disabled) {
    database.change(
        handle -> {
          handle
              .createUpdate("UPDATE app_user SET disabled_at = :at WHERE name = :name")
              .bind("at", disabled ? (Long) clock.millis() : null)
              .bind("name", name)
              .execute();
          endSessions(handle, name);
        });
  }

  private static void endSessions(Handle handle, String name) {
    handle.createUpdate("DELETE FROM session WHERE user_name = :name").bind("name", name).execute();
  }

  private static String fit(String password) {
    if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
      throw new IllegalArgumentException(
          "the password must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
    }
    return password;
  }
}
