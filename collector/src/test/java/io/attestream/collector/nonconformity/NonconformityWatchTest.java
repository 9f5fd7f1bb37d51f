package io.attestream.collector.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.nonconformity.Step.Told;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonconformityWatchTest {
  private static final Duration WINDOW = Duration.ofDays(30);

  @TempDir private Path directory;
  private Register on;
  private long id;

  @BeforeEach
  void open() {
    on = new Register(directory);
    for (int resource = 1; resource <= 20; resource++) {
      on.estate().commit(Register.CHECK, resource, resource == 1 ? Status.FAIL : Status.PASS);
    }
    on.regradeAfter(Duration.ofDays(3));
    id = on.opened();
    on.estate().commit(Register.CHECK, 1, Status.PASS);
    on.upToVerifying(id);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aNewFailureWithinTheWindowReopensItByTheCollectorItself() {
    on.clock().advance(Duration.ofDays(10));
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
    assertThat(on.entry(id).progress().reopenings()).isEqualTo(1);
    DecisionEntry logged = last();
    assertThat(logged.kind()).isEqualTo("nonconformity-reopening");
    assertThat(logged.by()).isEqualTo("collector");
    assertThat(logged.content().toString()).contains("resource=r7");
    assertThat(recurrences()).as("it had not been effective yet").isZero();

    on.estate().commit(Register.CHECK, 8, Status.FAIL);
    on.settle();
    assertThat(last()).as("it is reopened once").isEqualTo(logged);
    on.estate().commit(Register.CHECK, 7, Status.PASS);
    on.estate().commit(Register.CHECK, 8, Status.PASS);
    on.upToVerifying(id);
    assertThat(on.entry(id).stage()).as("a second round").isEqualTo(Stage.VERIFYING);
  }

  @Test
  void aFailureThatHasEndedAgainStillReopensIt() {
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.estate().commit(Register.CHECK, 7, Status.PASS);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
  }

  @Test
  void aFailureOfAnotherCheckOrInAnotherUnitDoesNot() {
    long narrow = narrow("kubernetes:elsewhere");
    on.estate().commit("k8s.workload.run-as-non-root", 30, Status.FAIL);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.VERIFYING);
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.settle();
    assertThat(on.entry(narrow).stage()).isEqualTo(Stage.VERIFYING);
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
  }

  private long narrow(String unit) {
    Draft wide = on.owned(on.proposed("8.18"));
    on.log()
        .database()
        .change(
            h ->
                h.execute(
                    "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx,"
                        + " committed_at, next_by) VALUES (2, ?, 'agent', x'00', x'00', 0, 0, 0, 0)",
                    unit));
    long narrow =
        on.register()
            .open(
                "ada",
                new Draft(
                    Kind.MINOR,
                    wide.requirement(),
                    Source.OBSERVATION,
                    "elsewhere",
                    "",
                    "platform team",
                    0,
                    List.of(new Watched(Register.CHECK, unit))));
    on.upToVerifying(narrow);
    return narrow;
  }

  @Test
  void theWindowEndsByClockAloneOnceEveryUnitHasReportedAfterIt() {
    on.clock().advance(WINDOW.minusMillis(1));
    on.estate().heartbeat();
    on.watch().look();
    assertThat(on.entry(id).stage()).as("a moment before").isEqualTo(Stage.VERIFYING);
    on.clock().advance(Duration.ofMillis(1));
    on.watch().look();
    assertThat(on.entry(id).stage()).as("nobody has reported yet").isEqualTo(Stage.VERIFYING);
    assertThat(gap()).isEqualTo("not every unit has reported since the window ended");
    on.estate().heartbeat();
    on.watch().look();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.EFFECTIVE);
    assertThat(last().by()).isEqualTo("collector");
    assertThat(last().content()).containsEntry("results", 20L);
  }

  @Test
  void whatCannotBeSeenIsNotEffectiveUntilAPersonSaysSo() {
    on.estate().commit(Register.CHECK, 5, Status.UNKNOWN);
    on.clock().advance(WINDOW);
    on.estate().heartbeat();
    on.watch().look();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.VERIFYING);
    assertThat(gap()).isEqualTo("1 results of its checks are unknown");
    on.register().step("bob", id, new Told(StepKind.EFFECTIVENESS, "looked at it by hand"));
    assertThat(on.entry(id).stage()).isEqualTo(Stage.EFFECTIVE);
  }

  @Test
  void aFailureWithinAYearOfEffectIsARecurrenceAndLaterNot() {
    effective();
    on.clock().advance(Duration.ofDays(364));
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
    assertThat(last().content()).containsEntry("recurrence", true);
    assertThat(recurrences()).isEqualTo(1);

    on.estate().commit(Register.CHECK, 7, Status.PASS);
    on.upToVerifying(id);
    effective();
    on.clock().advance(Duration.ofDays(366));
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.EFFECTIVE);
    assertThat(recurrences()).isEqualTo(1);
  }

  @Test
  void aCommitThatWasNotLookedAtBeforeAStopIsFoundByTheNextStart() {
    on.watch().close();
    on.failUnseen(7);
    assertThat(on.entry(id).stage()).isEqualTo(Stage.VERIFYING);
    try (NonconformityWatch next = on.newWatch()) {
      next.look();
    }
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
  }

  @Test
  void aFullLogDoesNotKeepTheCollectorFromReopening() {
    on.log()
        .database()
        .change(
            h -> {
              for (int i = 0; i < NonconformityRegister.MOST_ENTRIES; i++) {
                h.execute(
                    "INSERT INTO nonconformity_entry (nonconformity_id, kind, reopenings, by_user,"
                        + " at, content, log_idx) VALUES (?, 'NOTE', 0, 'x', 0, '{}', 0)",
                    id);
              }
            });
    on.estate().commit(Register.CHECK, 7, Status.FAIL);
    on.settle();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.REOPENED);
  }

  private void effective() {
    on.clock().advance(WINDOW);
    on.estate().heartbeat();
    on.watch().look();
    assertThat(on.entry(id).stage()).isEqualTo(Stage.EFFECTIVE);
  }

  private String gap() {
    return on.log().database().read(handle -> Effectiveness.gap(handle, on.entry(id)));
  }

  private long recurrences() {
    return Long.parseLong(on.text("SELECT COUNT(*) FROM nonconformity_recurrence"));
  }

  private DecisionEntry last() {
    List<DecisionEntry> logged = on.log().logged();
    return logged.get(logged.size() - 1);
  }
}
