package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.exceptions.ExceptionTable;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.readiness.AuditPlan;
import io.attestream.collector.readiness.Forecast;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExceptedFailureTest {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final String CONTROL = "8.18";

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
  private TestDecisions log;
  private ControlBoard board;
  private Estate estate;
  private ExceptionRegister register;

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
    register =
        new ExceptionRegister(
            CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions());
    estate = new Estate(log.database(), board, clock);
    for (int resource = 1; resource <= 20; resource++) {
      estate.commit(CHECK, resource, resource == 1 ? Status.FAIL : Status.PASS);
    }
    assessAfter(Duration.ofDays(3));
  }

  @AfterEach
  void close() {
    board.close();
    log.close();
  }

  @Test
  void aCoveredFailureStopsCountingAndCountsAgainAfterExpiryByClockAlone() {
    assertThat(rules()).contains("\"N1\"");
    register.add("ada", of("r1", "risk board", "2026-11-10"));
    assessAfter(Duration.ZERO);
    assertThat(rules()).doesNotContain("\"N1\"", "\"N4\"", "\"O3\"");
    assertThat(failing()).as("the verdict and the finding stay").isEqualTo("1 1");
    assertThat(covers()).isEqualTo(1);

    assessAfter(Duration.ofDays(6).plusHours(23));
    assertThat(rules()).as("on its last day").doesNotContain("\"N1\"", "\"N4\"");
    assessAfter(Duration.ofHours(1));
    assertThat(rules()).contains("\"N1\"", "\"N4\"");

    register.add("ada", of("r1", "risk board", "2026-12-10"));
    assessAfter(Duration.ZERO);
    assertThat(rules()).as("renewed").doesNotContain("\"N1\"", "\"N4\"");
  }

  @Test
  void oneThatNobodyApprovedTakesNothingAwayAndIsItselfANonconformity() {
    register.add("ada", of("r1", "", "2026-12-01"));
    assessAfter(Duration.ZERO);
    assertThat(rules()).contains("\"N1\"", "\"N4\"");
  }

  @Test
  void oneThatMatchesNoFailureChangesNothingAndCoversNothing() {
    String before = rules();
    register.add("ada", of("r2", "", "2026-12-01"));
    assessAfter(Duration.ZERO);
    assertThat(rules()).isEqualTo(before);
    assertThat(covers()).isZero();
  }

  @Test
  void whatIsLeftHasTheAgeOfItsOwnOldestFailure() {
    estate.commit(CHECK, 2, Status.FAIL);
    register.add("ada", of("r1", "risk board", "2026-12-01"));
    assessAfter(Duration.ofHours(1));
    assertThat(rules()).contains("\"O2\"").doesNotContain("\"N1\"");
  }

  @Test
  void exceptionsOverMoreThanATenthOfTheResultsShow() {
    for (int resource = 2; resource <= 3; resource++) {
      estate.commit(CHECK, resource, Status.FAIL);
    }
    register.add("ada", of("", "risk board", "2026-12-01"));
    assessAfter(Duration.ZERO);
    assertThat(rules()).contains("\"O3\"", "3 of 20 results").doesNotContain("\"N1\"");
    assertThat(covers()).isEqualTo(3);
  }

  @Test
  void aFailureThatCannotBeSeenAnyMoreIsNotCounted() {
    register.add("ada", of("r1", "risk board", "2026-12-01"));
    estate.commit(CHECK, 1, Status.UNKNOWN);
    assessAfter(Duration.ZERO);
    assertThat(covers()).isZero();
  }

  @Test
  void aNamePatternAndAUnitNarrowToo() {
    assertThat(coveredBy("kubernetes:test", "r*")).isEqualTo(1);
    assertThat(coveredBy("kubernetes:test", "x*")).isZero();
    assertThat(coveredBy("kubernetes:other", "")).isZero();
  }

  @Test
  void anExceptionThatEndsBeforeTheAuditCountsAsExpiredInTheForecastFromTheDayAfter() {
    register.add("ada", of("r1", "risk board", "2026-11-20"));
    assertThat(rules(forecast("2026-11-20").now())).doesNotContain("N1", "N4");
    assertThat(rules(forecast("2026-11-20").then())).doesNotContain("N1", "N4");

    Forecast later = forecast("2026-12-15");
    assertThat(rules(later.now())).doesNotContain("N1", "N4");
    assertThat(rules(later.then())).contains("N1", "N4");
    assertThat(later.turns())
        .contains(new Forecast.Turn(LocalDate.parse("2026-11-21"), Grade.LIKELY_MINOR));

    register.add("ada", of("r1", "risk board", "2027-01-31"));
    assertThat(rules(forecast("2026-12-15").then())).as("renewed").doesNotContain("N1", "N4");
  }

  private Forecast forecast(String audit) {
    return new ReadinessReader(log.database(), CatalogueLoader.bundled(), ControlRegistry.bundled())
        .read(clock.instant(), AuditPlan.parse(clock.instant(), audit, false)).items().stream()
            .filter(item -> item.id().equals(CONTROL))
            .findFirst()
            .orElseThrow();
  }

  private static List<String> rules(Assessment assessment) {
    return assessment.fired().stream().map(Fired::rule).toList();
  }

  @Test
  void aFindingIsMarkedWithTheExceptionThatLastsLongestAndOnlyWhileItHolds() {
    register.add("ada", of("r1", "risk board", "2026-11-10"));
    long longest = register.add("ada", of("", "the ciso", "2026-11-20"));
    register.add("ada", of("r1", "", "2026-12-10"));
    register.add("ada", of("r2", "risk board", "2026-12-10"));
    assertThat(mark("2026-11-20"))
        .contains(
            new ExceptionMark(longest, LocalDate.parse("2026-11-20"), "platform team", "the ciso"));
    assertThat(mark("2026-11-21")).isEmpty();
    estate.commit(CHECK, 1, Status.PASS);
    assertThat(mark("2026-11-10")).isEmpty();
  }

  private Optional<ExceptionMark> mark(String day) {
    return log.database()
        .read(
            handle -> {
              long finding = handle.createQuery("SELECT id FROM finding").mapTo(Long.class).one();
              return Optional.ofNullable(
                  ExceptionMark.of(handle, List.of(finding), LocalDate.parse(day)).get(finding));
            });
  }

  private long coveredBy(String unit, String pattern) {
    long id =
        register.add(
            "ada",
            new ExceptionRecord(
                0,
                "",
                unit,
                "",
                pattern,
                "o",
                "because",
                "risk board",
                "",
                LocalDate.parse("2026-12-01")));
    long covers = covers();
    register.withdraw("ada", id);
    return covers;
  }

  private static ExceptionRecord of(String resource, String approvedBy, String expires) {
    return new ExceptionRecord(
        0,
        CHECK,
        "",
        resource,
        "",
        "platform team",
        "the vendor's agent needs it",
        approvedBy,
        "RISK-7",
        LocalDate.parse(expires));
  }

  private void assessAfter(Duration time) {
    clock.advance(time);
    estate.heartbeat();
    board.assessAll();
  }

  private long covers() {
    return log.database().read(ExceptionTable::all).get(0).covers();
  }

  private String rules() {
    return text("SELECT detail FROM grade WHERE control = '" + CONTROL + "'");
  }

  private String failing() {
    return text(
        "SELECT (SELECT SUM(fail) FROM counter) || ' ' ||"
            + " (SELECT COUNT(*) FROM finding WHERE resolved_at IS NULL)");
  }

  private String text(String sql) {
    return log.database().read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
