package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only time and history show. The check is critical: a day of grace. */
class GradesOverTimeTest {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final String CONTROL = "8.18";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private TestDecisions log;
  private VirtualAlarm alarm;
  private ControlBoard board;
  private Estate estate;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    alarm = new VirtualAlarm(clock);
    board =
        new ControlBoard(
            log.database(),
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            new LiveEvents(),
            TestTurns.untold(),
            clock,
            alarm);
    estate = new Estate(log.database(), board, clock);
    for (String slot : List.of("DOCUMENTATION", "OPERATION")) {
      log.database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO manual_evidence (control, slot, title, reference, digest,"
                          + " effective_on, received_at, review_days, owner, recorded_by, log_idx)"
                          + " VALUES ('8.18', ?, 't', 'r', '', '2026-01-01', 0, 1000, 'o', 'x', 0)",
                      slot));
    }
  }

  @AfterEach
  void close() {
    board.close();
    log.close();
  }

  @Test
  void lapsesThatAreFixedStillShowUntilTheyLeaveThePeriod() throws Exception {
    twenty(Status.PASS);
    run(20);
    estate.commit(CHECK, 1, Status.FAIL);
    run(8);
    assertThat(rules()).contains("\"N1\"");
    estate.commit(CHECK, 1, Status.PASS);
    run(1);
    assertThat(rules()).contains("\"N6\"").doesNotContain("\"N1\"");
    assertThat(
            text("SELECT COUNT(*) || ' ' || ((MAX(ended_at) - MAX(since)) / 86400000) FROM lapse"))
        .isEqualTo("1 8");
    // Beyond grace from day 22 to 28: 7 days of the last 90 until day 113, then 6, 5 and 4: 5 % are
    // 4.5.
    run(113 - 29);
    assertThat(rules()).as("7 of 90").contains("\"N6\"");
    run(3);
    assertThat(rules()).as("4 of 90").doesNotContain("\"N6\"");
  }

  @Test
  void aFailureThatWasUnderAnExceptionWhenItEndedIsNoLapse() throws Exception {
    twenty(Status.PASS);
    run(20);
    estate.commit(CHECK, 1, Status.FAIL);
    new ExceptionRegister(CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions())
        .add(
            "ada",
            new ExceptionRecord(
                0,
                CHECK,
                "",
                "r1",
                "",
                "platform team",
                "the vendor's agent needs it",
                "risk board",
                "RISK-7",
                LocalDate.parse("2026-02-20")));
    run(8);
    estate.commit(CHECK, 1, Status.PASS);
    run(1);
    assertThat(rules()).doesNotContain("\"N6\"", "\"N1\"");
  }

  @Test
  void aRiseOfTheFailRateOverThirtyDaysShowsAndAFallDoesNot() throws Exception {
    twenty(Status.PASS);
    estate.commit(CHECK, 1, Status.FAIL);
    run(20);
    estate.commit(CHECK, 2, Status.FAIL);
    run(9);
    assertThat(rules()).as("29 days ago is not 30").doesNotContain("\"O4\"");
    run(1);
    assertThat(rules()).as("1 of 20, then 2 of 20").contains("\"O4\"");
    estate.commit(CHECK, 2, Status.PASS);
    run(1);
    assertThat(rules()).doesNotContain("\"O4\"");
  }

  @Test
  void hoursWithoutFreshEvidenceStayInThePeriod() throws Exception {
    twenty(Status.PASS);
    run(10);
    clock.advance(Duration.ofDays(2));
    estate.heartbeat();
    run(1);
    // 13 days are closed; 2 days less the 2 hours for which the last evidence was fresh are blind.
    assertThat(rules()).as("46 of 312 hours").contains("\"O5\"", "85.3 % of the period");
    run(20);
    assertThat(rules()).as("46 of 792 hours").doesNotContain("of the period was observed");
  }

  @Test
  void silenceTakesTheGradeAwayAtTheStatedTimeByClockAlone() throws Exception {
    twenty(Status.PASS);
    board.settle();
    String before = text("SELECT grade FROM grade WHERE control = '8.18'");
    assertThat(before).isNotEqualTo("NO_EVIDENCE");
    long stated = Long.parseLong(text("SELECT fresh_until FROM grade WHERE control = '8.18'"));
    assertThat(Instant.ofEpochMilli(stated)).isEqualTo(clock.instant().plus(Duration.ofHours(2)));

    alarm.pass(Duration.ofHours(2), board);
    assertThat(text("SELECT grade FROM grade WHERE control = '8.18'")).isEqualTo(before);
    alarm.pass(Duration.ofMillis(1), board);
    assertThat(text("SELECT grade FROM grade WHERE control = '8.18'")).isEqualTo("NO_EVIDENCE");
    assertThat(
            text(
                "SELECT from_grade || ' ' || grade || ' ' || rule || ' ' || (at - "
                    + stated
                    + ") FROM grade_history WHERE control = '8.18' ORDER BY at DESC LIMIT 1"))
        .isEqualTo(before + " NO_EVIDENCE E1 1");
    int rung = alarm.rung();
    alarm.pass(Duration.ofHours(20), board);
    assertThat(alarm.rung() - rung).as("nothing to do until midnight").isZero();

    estate.heartbeat();
    board.settle();
    assertThat(text("SELECT grade FROM grade WHERE control = '8.18'"))
        .as("back at once, although nothing changed")
        .isEqualTo(before);
  }

  private void twenty(Status status) {
    for (int resource = 1; resource <= 20; resource++) {
      estate.commit(CHECK, resource, status);
    }
  }

  /** So many days with a commit every two hours, each just in time. */
  private void run(int days) throws InterruptedException {
    for (int commit = 0; commit < 12 * days; commit++) {
      alarm.pass(HOUR.multipliedBy(2), board);
      estate.heartbeat();
    }
    board.settle();
    board.assessAll();
  }

  private String rules() {
    return text("SELECT detail FROM grade WHERE control = '" + CONTROL + "'");
  }

  private String text(String sql) {
    List<String> rows =
        log.database().read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    assertThat(rows).as(sql).hasSize(1);
    return rows.get(0);
  }
}
