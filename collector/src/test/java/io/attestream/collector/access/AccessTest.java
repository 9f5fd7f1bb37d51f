package io.attestream.collector.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  @TempDir Path directory;

  private final SecureRandom random = new SecureRandom();
  private final MutableClock clock = MutableClock.at("2026-11-20T08:00:00Z");
  private final Passwords passwords = new Passwords(random, 10);
  private Database database;
  private Users users;
  private Sessions sessions;
  private EnrolmentTokens tokens;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
    users = new Users(database, passwords, random, clock);
    sessions = new Sessions(database, random, clock);
    tokens = new EnrolmentTokens(database, random, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstAdminIsCreatedOnce() {
    String password = users.createFirstAdmin().orElseThrow();
    assertThat(users.authenticate("admin", password))
        .hasValueSatisfying(user -> assertThat(user.role()).isEqualTo(Role.ADMIN));
    assertThat(users.createFirstAdmin()).isEmpty();
  }

  @Test
  void wrongNamesAndPasswordsAreRefused() {
    users.create("vera", Role.VIEWER, "correct horse battery");
    assertThat(users.authenticate("vera", "correct horse")).isEmpty();
    assertThat(users.authenticate("nobody", "correct horse battery")).isEmpty();
    assertThat(users.authenticate("vera", "x".repeat(1_000_000))).isEmpty();
    assertThat(users.authenticate("vera", "correct horse battery")).isPresent();
  }

  @Test
  void unfitAccountsAreRefused() {
    assertThatThrownBy(() -> users.create("a b", Role.VIEWER, "long enough for it"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> users.create("vera", Role.VIEWER, "short"))
        .isInstanceOf(IllegalArgumentException.class);
    users.create("vera", Role.VIEWER, "long enough for it");
    assertThatThrownBy(() -> users.create("vera", Role.ADMIN, "long enough for it"))
        .hasMessageContaining("exists already");
  }

  @Test
  void theDatabaseHoldsNoPasswordAndNoCookie() {
    users.create("vera", Role.VIEWER, "correct horse battery");
    String cookie = sessions.open(users.find("vera").orElseThrow()).cookie();
    String dump =
        database.read(
            handle ->
                handle.createQuery("SELECT password_hash FROM app_user").mapTo(String.class).one()
                    + handle
                        .createQuery("SELECT hex(hash) || csrf FROM session")
                        .mapTo(String.class)
                        .one());
    assertThat(dump).doesNotContain("correct horse battery").doesNotContain(cookie);
  }

  @Test
  void aSessionLivesWhileItIsUsed() {
    users.create("vera", Role.VIEWER, "correct horse battery");
    String cookie = sessions.open(users.find("vera").orElseThrow()).cookie();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofHours(11));
      assertThat(sessions.find(cookie)).isPresent();
    }
    clock.advance(Duration.ofHours(13));
    assertThat(sessions.find(cookie)).isEmpty();
  }

  @Test
  void aSessionEndsAfterItsLifetime() {
    users.create("vera", Role.VIEWER, "correct horse battery");
    String cookie = sessions.open(users.find("vera").orElseThrow()).cookie();
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofHours(8));
      sessions.find(cookie);
    }
    assertThat(sessions.find(cookie)).isPresent();
    clock.advance(Duration.ofHours(8));
    assertThat(sessions.find(cookie)).isEmpty();
  }

  @Test
  void signingOutResettingAndDisablingEndSessions() {
    users.create("vera", Role.VIEWER, "correct horse battery");
    User vera = users.find("vera").orElseThrow();
    String first = sessions.open(vera).cookie();
    sessions.close(first);
    assertThat(sessions.find(first)).isEmpty();

    String second = sessions.open(vera).cookie();
    String password = users.resetPassword("vera");
    assertThat(sessions.find(second)).isEmpty();
    assertThat(users.authenticate("vera", "correct horse battery")).isEmpty();

    String third = sessions.open(vera).cookie();
    users.setDisabled("vera", true);
    assertThat(sessions.find(third)).isEmpty();
    assertThat(users.authenticate("vera", password)).isEmpty();
    users.setDisabled("vera", false);
    assertThat(users.authenticate("vera", password)).isPresent();
  }

  @Test
  void anEnrolmentTokenWorksOnceAndExpires() {
    String token = tokens.create("for eu-west-1", Duration.ofHours(1));
    assertThat(redeem("ate_unknown")).isFalse();
    assertThat(redeem(token)).isTrue();
    assertThat(redeem(token)).isFalse();
    assertThat(tokens.list())
        .singleElement()
        .satisfies(
            known -> {
              assertThat(known.label()).isEqualTo("for eu-west-1");
              assertThat(known.usedBy()).contains("agent-1");
              assertThat(known.usedAt()).contains(clock.instant());
            });
    String late = tokens.create("late", Duration.ofHours(1));
    clock.advance(Duration.ofHours(1));
    assertThat(redeem(late)).isFalse();
  }

  @Test
  void passwordHashesKeepTheirCount() {
    Passwords real = new Passwords(random);
    String hash = real.hash("correct horse battery");
    assertThat(hash).startsWith("pbkdf2-sha256$600000$");
    assertThat(passwords.matches("correct horse battery", hash)).isTrue();
    assertThat(passwords.matches("wrong", hash)).isFalse();
    assertThat(passwords.matches("wrong", "garbage")).isFalse();
  }

  private boolean redeem(String token) {
    return database.write(handle -> tokens.redeem(handle, token, "agent-1"));
  }
}
