package io.attestream.collector.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.nonconformity.Step.Told;
import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonconformityRegisterTest {
  @TempDir private Path directory;
  private Register on;

  @BeforeEach
  void open() {
    on = new Register(directory);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aProposalCarriesTheGradeTheFailuresAndWhatIsWatched() {
    on.estate().commit(Register.CHECK, 1, Status.FAIL);
    on.estate().commit(Register.CHECK, 2, Status.FAIL);
    on.estate().commit(Register.CHECK, 3, Status.PASS);
    on.regradeAfter(Duration.ofDays(8));
    Draft draft = on.proposed("8.18");
    assertThat(draft.kind()).isEqualTo(Kind.MAJOR);
    assertThat(draft.statement()).contains("likely major nonconformity by rule");
    assertThat(draft.scope()).containsExactly(new Watched(Register.CHECK, ""));
    assertThat(on.log().logged()).as("nothing is opened without a person").isEmpty();

    long id = on.register().open("ada", on.owned(draft));
    Nonconformity entry = on.entry(id);
    assertThat(entry.number()).isEqualTo("NC-2026-001");
    assertThat(entry.opening().grade()).isEqualTo("LIKELY_MAJOR");
    assertThat(entry.opening().rule()).isNotEmpty();
    assertThat(entry.failures()).isEqualTo(2);
    assertThat(on.failures(id)).extracting(Failure::resource).containsExactly("r1", "r2");
    DecisionEntry logged = on.log().logged().get(0);
    assertThat(logged.kind()).isEqualTo("nonconformity-opened");
    assertThat(logged.about()).isEqualTo("nonconformity/NC-2026-001");
    assertThat(logged.content()).containsKeys("grade", "failures", "scope", "owner");
    assertThat(on.log().changed().get(0)).contains("8.18");
  }

  @Test
  void theDaysOfTheStepsAreGradingParametersAndADueDayThatIsSetStays() {
    long before = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "x"));
    assertThat(on.entry(before).due()).contains(LocalDate.parse("2026-11-15"));
    new ParametersDesk(ControlRegistry.bundled(), on.log().decisions())
        .change(
            "ada",
            Map.of(
                "minorSteps.correctionDays", "5",
                "minorSteps.causeDays", "10",
                "ofiSteps.answerDays", "20"),
            "our own rule");
    long after = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "x"));
    assertThat(on.entry(after).due()).contains(LocalDate.parse("2026-11-06"));
    long ofi = on.register().open("ada", on.byHand(Kind.OFI, "9.2", Source.OBSERVATION, "x"));
    assertThat(on.entry(ofi).due()).contains(LocalDate.parse("2026-11-21"));
    assertThat(on.entry(before).due()).contains(LocalDate.parse("2026-11-15"));
    on.register().step("ada", before, new Told(StepKind.CORRECTION, "done"));
    assertThat(on.entry(before).due()).contains(LocalDate.parse("2026-11-11"));
  }

  @Test
  void aFindingIsProposedForTheWorstGradedControlOfItsCheckInItsUnit() {
    on.estate().commit(Register.CHECK, 1, Status.FAIL);
    on.estate().commit(Register.CHECK, 2, Status.FAIL);
    on.regradeAfter(Duration.ofDays(3));
    Draft draft = on.proposedOn(2).orElseThrow();
    assertThat(draft.source()).isEqualTo(Source.FINDING);
    assertThat(draft.scope()).containsExactly(new Watched(Register.CHECK, "kubernetes:test"));
    long id = on.register().open("ada", on.owned(draft));
    assertThat(on.failures(id)).extracting(Failure::resource).containsExactly("r2");
    assertThat(on.proposedOn(99)).isEmpty();
  }

  @Test
  void byHandItNeedsWordsAndNoGradeIsClaimed() {
    long id =
        on.register()
            .open("ada", on.byHand(Kind.MINOR, "9.2", Source.EXTERNAL_AUDIT, "no programme"));
    assertThat(on.entry(id).opening().grade()).isEmpty();
    assertThat(on.log().changed().get(0)).as("a clause shows across all controls").hasSize(93);
    assertThat(
            on.refusal(
                () ->
                    on.register()
                        .open("ada", on.byHand(Kind.MINOR, "9.9", Source.OBSERVATION, ""))))
        .containsExactly(
            "evidence is needed: in words, or checks that fail",
            "'9.9' is no requirement; a control reads A.8.15, a clause 9.2");
    Draft noCheck =
        new Draft(
            Kind.MINOR,
            new Requirement("A.8.18"),
            Source.OBSERVATION,
            "x",
            "",
            "",
            0,
            List.of(new Watched("no.such", "")));
    assertThat(on.refusal(() -> on.register().open("ada", noCheck)))
        .containsExactly("an owner is needed", "there is no check 'no.such'");
    Draft noUnit =
        new Draft(
            Kind.MINOR,
            new Requirement("A.8.18"),
            Source.OBSERVATION,
            "x",
            "",
            "x",
            0,
            List.of(new Watched(Register.CHECK, "kubernetes:tset")));
    assertThat(on.refusal(() -> on.register().open("ada", noUnit)))
        .containsExactly("there is no scope unit 'kubernetes:tset'");
    assertThat(on.log().logged()).hasSize(1);
  }

  @Test
  void whatTheLogCannotTakeIsRefused() {
    String wide = "\u0001".repeat(2000);
    Step.Plan plan =
        new Step.Plan(
            java.util.Collections.nCopies(
                20,
                new Step.Plan.Action(
                    "\u0001".repeat(300), "\u0001".repeat(100), LocalDate.parse("2026-12-01"))));
    long id = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, wide));
    on.register().step("ada", id, new Told(StepKind.CORRECTION, wide));
    on.register().step("ada", id, new Step.Cause("x", wide, "x"));
    assertThat(on.refusal(() -> on.register().step("ada", id, plan)))
        .containsExactly("it is longer than the log takes; shorten the texts");
    assertThat(on.entry(id).stage()).isEqualTo(Stage.CAUSE);
  }

  @Test
  void numbersRiseByKindAndYear() {
    on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "a"));
    on.register().open("ada", on.byHand(Kind.OFI, "9.2", Source.OBSERVATION, "b"));
    on.register().open("ada", on.byHand(Kind.MAJOR, "9.2", Source.OBSERVATION, "c"));
    on.clock().advance(Duration.ofDays(61));
    on.register().open("ada", on.byHand(Kind.MAJOR, "9.2", Source.OBSERVATION, "d"));
    assertThat(on.log().database().read(NonconformityTable::open))
        .extracting(Nonconformity::number)
        .containsExactlyInAnyOrder("NC-2026-001", "OFI-2026-001", "NC-2026-002", "NC-2027-001");
  }

  @Test
  void everyStepIsLoggedAndARefusedOneLeavesNoTrace() {
    long id = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "a"));
    on.upToImplemented(id);
    assertThat(on.refusal(() -> on.register().step("ada", id, new Step.Verification("x", 30))))
        .containsExactly(
            "verification needs someone other than the owner and whoever did the work");
    on.register().step("bob", id, new Step.Verification("saw it", 30));
    assertThat(
            on.refusal(() -> on.register().step("bob", id, new Told(StepKind.EFFECTIVENESS, "ok"))))
        .containsExactly("the effectiveness window has not passed yet");
    on.clock().advance(Duration.ofDays(30));
    on.register().step("bob", id, new Told(StepKind.EFFECTIVENESS, "ok"));
    assertThat(on.entry(id).open()).isFalse();
    assertThat(on.log().logged())
        .extracting(DecisionEntry::kind)
        .containsExactly(
            "nonconformity-opened",
            "nonconformity-correction",
            "nonconformity-cause",
            "nonconformity-plan",
            "nonconformity-plan-acceptance",
            "nonconformity-implementation",
            "nonconformity-verification",
            "nonconformity-effectiveness");
    assertThat(on.entries(id))
        .hasSize(8)
        .last()
        .extracting(Entry::by, Entry::content)
        .containsExactly("bob", Map.of("text", "ok"));
  }

  @Test
  void whereNobodyElseCouldTheRecordSaysSo() {
    on.log().database().change(h -> h.execute("DELETE FROM app_user WHERE name <> 'ada'"));
    long id = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "a"));
    on.register().step("ada", id, new Told(StepKind.CORRECTION, "x"));
    on.register().step("ada", id, new Step.Cause("5 whys", "x", "x"));
    on.register().step("ada", id, on.plan());
    on.register().step("ada", id, new Told(StepKind.PLAN_ACCEPTANCE, "x"));
    assertThat(on.entries(id).get(4).content()).containsEntry("alone", true);
  }

  @Test
  void itIsNotVerifiedWhileItsChecksStillFail() {
    on.estate().commit(Register.CHECK, 1, Status.FAIL);
    on.regradeAfter(Duration.ofDays(3));
    long id = on.register().open("ada", on.owned(on.proposed("8.18")));
    on.upToImplemented(id);
    assertThat(on.refusal(() -> on.register().step("bob", id, new Step.Verification("x", 30))))
        .containsExactly("1 failure in its scope is still open");
    on.estate().commit(Register.CHECK, 1, Status.PASS);
    on.register().step("bob", id, new Step.Verification("x", 30));
    assertThat(on.entry(id).stage()).isEqualTo(Stage.VERIFYING);
  }

  @Test
  void notesTicketsAndChangesAreInItsLog() {
    long id = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "a"));
    on.register().note("bob", id, "told the board");
    on.register().ticket("bob", id, "https://tickets.example/7");
    assertThat(on.refusal(() -> on.register().ticket("bob", id, "https://tickets.example/7")))
        .containsExactly("the ticket is linked already");
    on.register().change("bob", id, "cleo", Kind.MAJOR, "worse than it seemed");
    assertThat(on.entry(id).dueOn()).isEqualTo(LocalDate.parse("2026-11-04"));
    assertThat(on.refusal(() -> on.register().change("bob", id, "cleo", Kind.OFI, "x")))
        .containsExactly(
            "an OFI is no nonconformity: open another entry, and reject or close this one");
    assertThat(on.refusal(() -> on.register().note("bob", 99, "x")))
        .containsExactly("there is no entry 99");
    assertThat(on.entries(id))
        .extracting(Entry::kind)
        .containsExactly("OPENED", "NOTE", "TICKET", "CHANGE");
  }

  @Test
  void theLogOfAnEntryIsBounded() {
    long id = on.register().open("ada", on.byHand(Kind.MINOR, "9.2", Source.OBSERVATION, "a"));
    on.log()
        .database()
        .change(
            h -> {
              for (int i = 1; i < NonconformityRegister.MOST_ENTRIES; i++) {
                h.execute(
                    "INSERT INTO nonconformity_entry (nonconformity_id, kind, reopenings, by_user,"
                        + " at, content, log_idx) VALUES (?, 'NOTE', 0, 'x', 0, '{}', 0)",
                    id);
              }
            });
    assertThat(on.refusal(() -> on.register().note("ada", id, "one more")))
        .containsExactly("its log has 500 lines; open another entry");
  }
}
