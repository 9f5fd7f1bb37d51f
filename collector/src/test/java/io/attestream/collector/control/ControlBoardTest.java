package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlBoardTest {
  private static final String CHECK = "k8s.workload.not-privileged";

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
  private Database database;
  private ControlBoard board;
  private Estate estate;

  @BeforeEach
  void open() throws Exception {
    Catalogue catalogue = CatalogueLoader.bundled();
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
    board =
        new ControlBoard(
            database,
            catalogue,
            ControlRegistry.bundled(),
            new LiveEvents(),
            TestTurns.untold(),
            clock);
    estate = new Estate(database, board, clock);
  }

  @AfterEach
  void close() {
    board.close();
    database.close();
  }

  @Test
  void aFailureOpensAFindingAndAPassResolvesIt() {
    estate.commit(CHECK, 1, Status.FAIL);
    assertThat(openFindings()).isEqualTo(1);

    clock.advance(Duration.ofHours(1));
    estate.commit(CHECK, 1, Status.PASS);
    assertThat(openFindings()).isZero();
    assertThat(text("SELECT resolution FROM finding")).isEqualTo("PASS");
  }

  @Test
  void unknownDoesNotResolveAFinding() {
    estate.commit(CHECK, 1, Status.FAIL);
    estate.commit(CHECK, 1, Status.UNKNOWN);
    assertThat(openFindings()).isEqualTo(1);

    estate.commit(CHECK, 1, Status.FAIL);
    assertThat(number("SELECT COUNT(*) FROM finding")).isEqualTo(1);

    estate.commit(CHECK, 1, Status.UNKNOWN);
    estate.commit(CHECK, 1, null);
    assertThat(text("SELECT resolution FROM finding")).isEqualTo("GONE");
  }

  @Test
  void aFailureBeyondGraceMovesTheGradeByClockAlone() throws Exception {
    for (int resource = 1; resource <= 20; resource++) {
      estate.commit(CHECK, resource, resource == 1 ? Status.FAIL : Status.PASS);
    }
    board.settle();
    assertThat(firedRules("8.18")).contains("\"O2\"").doesNotContain("\"N1\"");

    clock.advance(Duration.ofDays(3));
    estate.heartbeat();
    board.assessAll();
    assertThat(grade("8.18")).isEqualTo("LIKELY_MINOR");
    assertThat(firedRules("8.18")).contains("\"N1\"");
  }

  @Test
  void aControlWhoseOnlyKeyCheckIsDeniedIsNotGreen() throws Exception {
    estate.commit(CHECK, 1, Status.UNKNOWN);
    board.settle();
    assertThat(grade("8.18")).isEqualTo("NO_EVIDENCE");
  }

  @Test
  void silenceTakesTheGradeAway() throws Exception {
    estate.commit(CHECK, 1, Status.PASS);
    board.assessAll();
    assertThat(firedRules("8.18")).doesNotContain("\"E1\"").doesNotContain("\"E2\"");

    clock.advance(Duration.ofHours(3));
    board.assessAll();
    assertThat(grade("8.18")).isEqualTo("NO_EVIDENCE");
    assertThat(firedRules("8.18")).contains("\"E1\"");
  }

  @Test
  void countersMovedByChangesEqualCountersCountedAnew() {
    Random random = new Random(42);
    @Nullable Status[] choices = {
      Status.PASS, Status.FAIL, Status.NOT_APPLICABLE, Status.UNKNOWN, null
    };
    for (int step = 0; step < 400; step++) {
      clock.advance(Duration.ofSeconds(random.nextInt(100)));
      estate.commit(CHECK, 1 + random.nextInt(25), choices[random.nextInt(choices.length)]);
    }
    String moved =
        text(
            "SELECT pass || ' ' || fail || ' ' || na || ' ' || unknown || ' ' ||"
                + " COALESCE(oldest_failure, '-') FROM counter");
    String counted =
        text(
            "SELECT SUM(status = 0) || ' ' || SUM(status = 1) || ' ' || SUM(status = 2) || ' ' ||"
                + " SUM(status = 3) || ' ' || COALESCE(MIN(CASE WHEN status = 1 THEN since END), '-')"
                + " FROM result");
    assertThat(moved).isEqualTo(counted);
    assertThat(openFindings())
        .isGreaterThanOrEqualTo(number("SELECT COUNT(*) FROM result WHERE status = 1"));
  }

  @Test
  void aManualControlConformsByItsDocumentsAndRecordsUntilTheyAreOverdue() throws Exception {
    board.assessAll();
    assertThat(grade("6.1")).isEqualTo("NO_EVIDENCE");
    record("6.1", "DOCUMENTATION");
    record("6.1", "OPERATION");
    board.decided(java.util.Set.of("6.1"));
    board.settle();
    assertThat(grade("6.1")).isEqualTo("CONFORMING");

    clock.advance(Duration.ofDays(100 + 31));
    board.assessAll();
    assertThat(grade("6.1")).isEqualTo("LIKELY_MINOR");
    assertThat(firedRules("6.1")).contains("\"N5\"");
  }

  @Test
  void withoutAStatementClause613SaysSoOnceAndWithOneItsRowsDecide() {
    board.assessAll();
    assertThat(text("SELECT grade FROM clause_grade WHERE clause = '6.1.3'"))
        .isEqualTo("LIKELY_MAJOR");
    assertThat(firedRules("8.18")).doesNotContain("\"G1\"");

    database.change(
        handle ->
            handle.execute(
                "INSERT INTO soa_row VALUES ('', '8.18', 0, '', 'why', 'board', 'YES', NULL, 'x', 'x', 0, 0, '')"));
    board.assessAll();
    assertThat(number("SELECT COUNT(*) FROM clause_grade WHERE clause = '6.1.3'")).isZero();
    assertThat(grade("8.18")).isEqualTo("NOT_APPLICABLE");
    assertThat(firedRules("8.5")).contains("\"G1\"");

    estate.commit(CHECK, 1, Status.FAIL);
    board.assessAll();
    assertThat(grade("8.18")).isEqualTo("LIKELY_MAJOR");
    assertThat(firedRules("8.18")).contains("\"G3\"");
  }

  @Test
  void whatIsMinorOnAControlIsMajorWhereTheStatementLinksAHighRisk() {
    String check = "aws.s3.bucket.critical-data-is-replicated";
    estate.commit(check, 1, Status.FAIL);
    clock.advance(Duration.ofDays(31));
    estate.heartbeat();
    String row =
        "INSERT OR REPLACE INTO soa_row VALUES ('', '8.14', 1, 'RISK', '', '', 'YES', NULL,";
    database.change(handle -> handle.execute(row + " 'x', 'x', 0, 0, '')"));
    board.assessAll();
    assertThat(grade("8.14")).isEqualTo("LIKELY_MINOR");
    database.change(handle -> handle.execute(row + " 'x', 'x', 0, 0, 'R-12')"));
    board.assessAll();
    assertThat(grade("8.14")).isEqualTo("LIKELY_MAJOR");
    assertThat(firedRules("8.14")).contains("\"M1\"");
  }

  private void record(String control, String slot) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO manual_evidence (control, slot, title, reference, digest, effective_on,"
                    + " received_at, review_days, owner, recorded_by, log_idx)"
                    + " VALUES (?, ?, 't', 'r', '', '2026-11-01', 0, 100, 'o', 'x', 0)",
                control,
                slot));
  }

  private long openFindings() {
    return number("SELECT COUNT(*) FROM finding WHERE resolved_at IS NULL");
  }

  private String grade(String control) {
    return text("SELECT grade FROM grade WHERE control = '" + control + "'");
  }

  private String firedRules(String control) {
    return text("SELECT detail FROM grade WHERE control = '" + control + "'");
  }

  private long number(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private String text(String sql) {
    List<String> rows = database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    assertThat(rows).as(sql).hasSize(1);
    return rows.get(0);
  }
}
