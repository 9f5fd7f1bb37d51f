package io.attestream.collector.confirmed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.control.ControlBoard;
import io.attestream.collector.control.Estate;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationDeskTest {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T08:00:00Z");
  private TestDecisions log;
  private ControlBoard board;
  private Estate estate;
  private ConfirmationDesk desk;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    board =
        new ControlBoard(
            log.database(),
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            new LiveEvents(),
            TestTurns.untold(),
            clock);
    estate = new Estate(log.database(), board, clock);
    desk =
        new ConfirmationDesk(CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    board.close();
    log.close();
  }

  @Test
  void aConfirmedExposureIsMajorFromItsSecondDayWhileTheCheckFailsAndUntilItsEnd()
      throws Exception {
    for (int i = 1; i <= 20; i++) {
      estate.commit(CHECK, i, i == 1 ? Status.FAIL : Status.PASS);
    }
    long id = desk.confirm("ada", exposure("kubernetes:test", FIRST));
    assertThat(grade("8.18")).as("no documents are recorded").isEqualTo("NO_EVIDENCE");
    clock.advance(Duration.ofDays(1));
    estate.heartbeat();
    assertThat(grade("8.18")).isEqualTo("LIKELY_MAJOR");
    assertThat(rules("8.18")).contains("\"M6\"", "classified data exposed for 1 d");
    desk.end("bob", id, "the address was taken away");
    assertThat(grade("8.18")).as("no documents are recorded").isEqualTo("NO_EVIDENCE");
    DecisionEntry ended = log.logged().get(1);
    assertThat(ended.kind()).isEqualTo("confirmation-ended");
    assertThat(ended.by()).isEqualTo("bob");
    assertThat(ended.content()).containsEntry("note", "the address was taken away");
    assertThat(log.changed().get(1)).contains("8.18").hasSizeLessThan(93);

    desk.confirm("ada", exposure("", FIRST));
    assertThat(grade("8.18")).isEqualTo("LIKELY_MAJOR");
    estate.commit(CHECK, 1, Status.PASS);
    assertThat(grade("8.18")).isNotEqualTo("LIKELY_MAJOR");
  }

  @Test
  void anExposureInAnotherUnitIsNotHeldAgainstThisOne() throws Exception {
    estate.commit(CHECK, 1, Status.FAIL);
    for (int i = 2; i <= 20; i++) {
      estate.commit(CHECK, i, Status.PASS);
    }
    desk.confirm("ada", exposure("kubernetes:other", FIRST.minusDays(9)));
    assertThat(grade("8.18")).as("no documents are recorded").isEqualTo("NO_EVIDENCE");
  }

  @Test
  void tamperingIsMajorOnItsControl() throws Exception {
    desk.confirm(
        "ada",
        new Confirmation(
            0,
            ConfirmedKind.TAMPERING,
            "8.15",
            "",
            FIRST.minusDays(2),
            "a trail was cut",
            "INC-7"));
    assertThat(grade("8.15")).isEqualTo("LIKELY_MAJOR");
    assertThat(rules("8.15")).contains("\"M6\"", "tampered with for 2 d");
    assertThat(grade("8.16")).isEqualTo("NO_EVIDENCE");
    assertThat(log.changed().get(0)).isEqualTo(Set.of("8.15"));
  }

  @Test
  void everyMistakeIsToldAndNothingIsLogged() {
    assertThat(
            refused(
                () ->
                    desk.confirm(
                        "ada",
                        new Confirmation(
                            0,
                            ConfirmedKind.EXPOSURE,
                            "aws.ec2.volume.is-encrypted",
                            "",
                            FIRST.plusDays(1),
                            "",
                            "x".repeat(201)))))
        .containsExactly(
            "there is no critical check 'aws.ec2.volume.is-encrypted'",
            "the first day must not be after today",
            "what was found is needed, in at most 1000 characters",
            "unit and reference have at most 200 characters");
    assertThat(
            refused(
                () ->
                    desk.confirm(
                        "ada",
                        new Confirmation(
                            0, ConfirmedKind.TAMPERING, "8.99", "u", FIRST, "seen", ""))))
        .containsExactly("Annex A has no control '8.99'", "a unit is for an exposure");
    assertThat(refused(() -> desk.end("ada", 1, "")))
        .containsExactly("how its end is known is needed, in at most 500 characters");
    assertThat(refused(() -> desk.end("ada", 1, "x")))
        .containsExactly("there is no confirmation 1");
    assertThat(log.logged()).isEmpty();
  }

  private static Confirmation exposure(String unit, LocalDate since) {
    return new Confirmation(
        0, ConfirmedKind.EXPOSURE, CHECK, unit, since, "a dump was reachable", "INC-6");
  }

  private String grade(String control) throws InterruptedException {
    board.decided(Set.of(control));
    board.settle();
    return text("SELECT grade FROM grade WHERE control = '" + control + "'");
  }

  private String rules(String control) {
    return text("SELECT detail FROM grade WHERE control = '" + control + "'");
  }

  private String text(String sql) {
    return log.database().read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static List<String> refused(Runnable decision) {
    return catchThrowableOfType(DecisionRefused.class, decision::run).problems();
  }
}
