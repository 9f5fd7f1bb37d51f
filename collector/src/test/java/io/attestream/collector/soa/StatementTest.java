package io.attestream.collector.soa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.sheet.Csv;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementTest {
  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
  private TestDecisions log;
  private Statement statement;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    statement = new Statement(ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aDraftHasAllRowsAndIsOneSignedDecision() {
    assertThat(statement.draft("ada")).isEqualTo(93);
    assertThat(rows()).hasSize(93);
    DecisionEntry entry = log.logged().get(0);
    assertThat(entry.kind()).isEqualTo("soa-draft");
    assertThat(entry.by()).isEqualTo("ada");
    assertThat(log.changed()).singleElement().asString().contains("8.34");
    assertThat(refused(() -> statement.draft("ada")))
        .containsExactly("the Statement has all its rows");
  }

  @Test
  void aRowKeepsWhatItWasInTheLog() {
    statement.set("ada", included("8.5"));
    clock.advance(Duration.ofDays(1));
    SoaEntry excluded =
        new SoaEntry(
            "8.5",
            false,
            Set.of(),
            "nobody signs in",
            "the board",
            Implementation.YES,
            null,
            "ada");
    statement.set("bob", excluded);
    assertThat(rows()).containsExactly(Map.entry("8.5", excluded));
    DecisionEntry entry = log.logged().get(1);
    assertThat(entry.about()).isEqualTo("soa/8.5");
    assertThat(entry.by()).isEqualTo("bob");
    assertThat(entry.at()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(entry.content())
        .containsEntry("before", included("8.5").json())
        .containsEntry("after", excluded.json());
  }

  @Test
  void aRowThatContradictsItselfIsRefusedAndNothingIsLogged() {
    SoaEntry wrong =
        new SoaEntry("8.99", true, Set.of(), "why", "", Implementation.PLANNED, null, "");
    assertThat(refused(() -> statement.set("ada", wrong)))
        .containsExactly(
            "a justification and an approval are for an exclusion",
            "a planned implementation needs its due date",
            "Annex A has no control '8.99'");
    assertThat(rows()).isEmpty();
    assertThat(log.logged()).isEmpty();
  }

  @Test
  void highRisksAreInTheRowTheLogTheFileAndTheFrozenVersion() {
    complete();
    SoaEntry row =
        new SoaEntry(
            "8.5",
            true,
            Set.of(Reason.RISK),
            "",
            "",
            Implementation.YES,
            null,
            "ada",
            "R-12, R-40");
    statement.set("ada", row);
    assertThat(row("8.5").highRisk()).isTrue();
    assertThat(log.logged().get(log.logged().size() - 1).content())
        .containsEntry("after", row.json());
    assertThat(statement.freeze("ada", "").rows().get("8.5")).isEqualTo(row);
    String csv = Csv.write(SoaSheet.table(statement.ordered(rows())));
    assertThat(csv).contains("8.5,yes,RISK,,,YES,,ada,\"R-12, R-40\"");
    assertThat(refused(() -> statement.importCsv("ada", csv)))
        .containsExactly("the file changes nothing");
    SoaEntry excluded =
        new SoaEntry("8.5", false, Set.of(), "why", "b", Implementation.YES, null, "", "R-12");
    assertThat(refused(() -> statement.set("ada", excluded)))
        .containsExactly("an excluded control treats no risk");
  }

  @Test
  void aVersionIsFrozenOnlyWhenComplete() {
    statement.draft("ada");
    assertThat(refused(() -> statement.freeze("ada", "Stage 2")))
        .hasSize(93)
        .contains("8.5: no reason for inclusion, no owner");
    complete();
    SoaVersion version = statement.freeze("ada", "Stage 2");
    assertThat(version.version()).isEqualTo(1);
    assertThat(version.digest())
        .isEqualTo(Hash.sha256(version.content().getBytes(StandardCharsets.UTF_8)).hex());
    DecisionEntry entry = log.logged().get(log.logged().size() - 1);
    assertThat(entry.kind()).isEqualTo("soa-freeze");
    assertThat(entry.content()).containsEntry("sha256", version.digest());
  }

  @Test
  void aFrozenVersionDoesNotChangeAndTheDifferenceIsExact() {
    complete();
    statement.freeze("ada", "");
    statement.set(
        "ada",
        new SoaEntry(
            "8.5",
            true,
            Set.of(Reason.LAW, Reason.RISK),
            "",
            "",
            Implementation.PLANNED,
            LocalDate.parse("2026-12-31"),
            "owner"));
    Map<String, SoaEntry> frozen =
        log.database().read(handle -> SoaVersion.find(handle, "", 1)).orElseThrow().rows();
    assertThat(SoaDifference.between(statement.order(), frozen, rows()))
        .containsExactly(
            new SoaDifference("8.5", "due", "", "2026-12-31"),
            new SoaDifference("8.5", "implemented", "YES", "PLANNED"),
            new SoaDifference("8.5", "reasons", "RISK", "LAW, RISK"));
    assertThat(SoaDifference.between(statement.order(), Map.of(), Map.of("8.5", included("8.5"))))
        .containsExactly(new SoaDifference("8.5", "row", "", "present"));
  }

  @Test
  void anImportReplacesWhatTheFileHasAndSaysWhatChanged() {
    statement.set("ada", included("8.5"));
    int changed =
        statement.importCsv(
            "ada",
            "\uFEFFowner,control,applicable,reasons,justification,approvedBy,implemented,due\r\n"
                + "platform,A.8.5,yes,risk law,,,planned,2026-12-31\r\n"
                + "\r\n"
                + "\"Ada, \"\"the\"\" owner\",8.11,no,,\"no data\nto mask\",board,,\r\n");
    assertThat(changed).isEqualTo(2);
    assertThat(row("8.5").dueOn()).contains(LocalDate.parse("2026-12-31"));
    assertThat(row("8.11").owner()).isEqualTo("Ada, \"the\" owner");
    assertThat(row("8.11").justification()).isEqualTo("no data\nto mask");
    assertThat(log.logged().get(1).kind()).isEqualTo("soa-import");
  }

  @Test
  void everyMistakeOfAFileIsToldAndNothingIsTaken() {
    assertThat(
            refused(
                () ->
                    statement.importCsv(
                        "ada",
                        "control,applicable,reasons,implemented,due,owner\n"
                            + "8.99,yes,,,,\n"
                            + "8.5,perhaps,LUCK,SOON,tomorrow,x\n"
                            + "8.6,yes\n"
                            + "8.7,yes,,PLANNED,,x\n"
                            + "8.8,yes,,,,x\n"
                            + "8.8,yes,,,,x\n")))
        .containsExactly(
            "line 2: Annex A has no control '8.99'",
            "line 3: applicable is 'perhaps', expected yes or no",
            "line 3: reason 'LUCK', expected RISK, LAW, CONTRACT or RULE",
            "line 3: implemented is 'SOON', expected YES, PLANNED or NO",
            "line 3: due is 'tomorrow', expected a day such as 2026-12-31",
            "line 4: has 2 cells, the header 6",
            "line 5: a planned implementation needs its due date",
            "line 7: control 8.8 is there twice");
    assertThat(rows()).isEmpty();
    assertThat(refused(() -> statement.importCsv("ada", "contrl,applicable\n")))
        .containsExactly(
            "line 1: unknown column 'contrl'; did you mean 'control'?",
            "line 1: the columns control and applicable must be there");
    assertThat(refused(() -> statement.importCsv("ada", "control,applicable\n\"8.5,yes")))
        .containsExactly("line 2: a quote is not closed");
    assertThat(refused(() -> statement.importCsv("ada", "")))
        .containsExactly("line 1: the file is empty");
    assertThat(refused(() -> statement.importCsv("ada", "x".repeat(300_000))))
        .containsExactly("the file has more than 262144 characters");
  }

  @Test
  void whatIsExportedIsReadBackAsItWas() {
    List<SoaEntry> rows =
        List.of(
            included("8.5"),
            new SoaEntry(
                "8.11",
                false,
                Set.of(),
                "=cmd|' /C calc'!A0, \"quoted\"",
                "-board",
                Implementation.NO,
                LocalDate.parse("2027-01-01"),
                "@ada"));
    String csv = Csv.write(SoaSheet.table(rows));
    assertThat(csv).contains("\"'=cmd").contains(",'-board,").contains(",'@ada,\r\n");
    assertThat(SoaSheet.read(csv, ControlRegistry.bundled())).isEqualTo(rows);
  }

  @Test
  void gradingSeesExclusionsApprovalAndDueDates() {
    LocalDate today = LocalDate.parse("2026-11-25");
    SoaEntry planned =
        new SoaEntry(
            "8.5", true, Set.of(), "", "", Implementation.PLANNED, today.minusDays(91), "x");
    assertThat(planned.row(today).overdueDays()).isEqualTo(91);
    SoaEntry unapproved =
        new SoaEntry("8.5", false, Set.of(), "why", "", Implementation.YES, null, "x");
    assertThat(unapproved.row(today))
        .isEqualTo(new SoaRow(SoaRow.Applicability.EXCLUDED, false, Implementation.YES, 0));
  }

  private void complete() {
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\n");
    statement.order().forEach(id -> csv.append(id).append(",yes,RISK,owner\n"));
    statement.importCsv("ada", csv.toString());
  }

  private static SoaEntry included(String control) {
    return new SoaEntry(
        control, true, Set.of(Reason.RISK), "", "", Implementation.YES, null, "owner");
  }

  private Map<String, SoaEntry> rows() {
    return log.database().read(SoaTable::all);
  }

  private SoaEntry row(String control) {
    return log.database().read(handle -> SoaTable.find(handle, "", control)).orElseThrow();
  }

  private static List<String> refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(DecisionRefused.class, call).problems();
  }
}
