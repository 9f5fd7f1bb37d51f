package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.notification.Channel;
import io.attestream.collector.notification.Delivery;
import io.attestream.collector.notification.Filter;
import io.attestream.collector.notification.Kind;
import io.attestream.collector.notification.Notice;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.notification.Outbox;
import io.attestream.collector.notification.Schedule;
import io.attestream.collector.notification.Target;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import io.attestream.evidence.model.Status;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an assessment round puts into the outbox. */
class TurnsTest {
  private static final String CHECK = "k8s.workload.not-privileged";

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
  private final LiveEvents live = new LiveEvents();
  private Database database;
  private Notifications notifications;
  private ControlBoard board;
  private Estate estate;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
    List<Channel> channels =
        List.of(
            new Channel(
                "all",
                new Target.Slack(URI.create("https://slack.example/")),
                new Filter(EnumSet.allOf(Kind.class), Grade.CONFORMING, List.of()),
                new Schedule(ZoneOffset.UTC, Optional.empty(), Optional.empty()),
                Duration.ZERO));
    notifications = new Notifications(database, channels, c -> letter -> {}, clock, new Random(1));
    Outbox outbox = new Outbox(channels, 1000);
    board =
        new ControlBoard(
            database,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            live,
            new Turns(outbox),
            clock);
    estate = new Estate(database, board, clock);
  }

  @AfterEach
  void close() {
    board.close();
    notifications.close();
    database.close();
  }

  private List<Notice> notices(Kind kind, String about) {
    return notifications.newest(1000).stream()
        .map(Delivery::notice)
        .filter(notice -> notice.kind() == kind && notice.about().equals(about))
        .toList();
  }

  @Test
  void theFirstRoundTellsNothing() {
    board.assessAll();
    assertThat(notifications.newest(10)).isEmpty();
  }

  @Test
  void aGradeThatMovesByClockAloneIsToldOnceWithItsRules() {
    for (int resource = 1; resource <= 3; resource++) {
      estate.commit(CHECK, resource, Status.FAIL);
    }
    board.assessAll();
    clock.advance(Duration.ofDays(3));
    estate.heartbeat();
    board.assessAll();
    Notice worse = notices(Kind.CONTROL, "8.18").get(0);
    assertThat(worse.to()).startsWith("LIKELY_");
    assertThat(worse.summary()).contains("Rule ", CHECK);
    assertThat(worse.facts()).containsKeys("title", "confidence", "rules");

    int told = notifications.newest(1000).size();
    board.assessAll();
    assertThat(notifications.newest(1000)).as("a state is not told again").hasSize(told);
  }

  @Test
  void aClauseIsToldWhenItsRuleFiresAndWhenItNoLongerDoes() {
    board.assessAll();
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO soa_row VALUES ('', '8.18', 1, 'RISK', '', '', 'YES', NULL, 'x', 'x', 0, 0, '')"));
    board.assessAll();
    assertThat(notices(Kind.CLAUSE, "6.1.3"))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.from()).isEqualTo("LIKELY_MAJOR");
              assertThat(notice.to()).isEqualTo("CONFORMING");
            });
    clock.advance(Duration.ofMinutes(1));
    database.change(handle -> handle.execute("DELETE FROM soa_row"));
    board.assessAll();
    assertThat(notices(Kind.CLAUSE, "6.1.3").get(0).to()).isEqualTo("LIKELY_MAJOR");
  }

  @Test
  void aRoundThatFailsTellsNothingAndTheNextOneTellsAll() {
    board.assessAll();
    String before = grade();
    database.change(
        handle ->
            handle.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON grade WHEN new.control = '8.27'"
                    + " BEGIN SELECT RAISE(ABORT, 'it cannot be written'); END"));
    clock.advance(Duration.ofMinutes(1));
    for (int resource = 1; resource <= 3; resource++) {
      estate.commit(CHECK, resource, Status.FAIL);
    }
    clock.advance(Duration.ofDays(3));
    estate.heartbeat();
    board.assessAll();
    assertThat(grade()).isEqualTo(before);
    assertThat(notices(Kind.CONTROL, "8.18")).isEmpty();
    database.change(handle -> handle.execute("DROP TRIGGER broken"));
    board.assessAll();
    assertThat(grade()).isNotEqualTo(before);
    assertThat(notices(Kind.CONTROL, "8.18")).hasSize(1);
  }

  private String grade() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT grade FROM grade WHERE control = '8.18'")
                .mapTo(String.class)
                .one());
  }
}
