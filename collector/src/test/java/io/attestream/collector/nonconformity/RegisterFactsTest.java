package io.attestream.collector.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.nonconformity.Step.Told;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The register's facts through the grades that they make. */
class RegisterFactsTest {
  @TempDir private Path directory;
  private Register on;

  @BeforeEach
  void open() {
    on = new Register(directory);
    for (int resource = 1; resource <= 20; resource++) {
      on.estate().commit(Register.CHECK, resource, resource == 1 ? Status.FAIL : Status.PASS);
    }
    on.regradeAfter(Duration.ofDays(3));
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void anOldFailureThatNobodyTracksIsX2UntilItIsInTheRegister() {
    on.regradeAfter(Duration.ofDays(30));
    assertThat(clause("9.1/10.2")).contains("\"X2\"");
    assertThat(on.rules()).contains("the failures may be tracked outside this record");
    long id = on.opened();
    on.regrade();
    assertThat(clause("9.1/10.2")).isEmpty();
    assertThat(on.rules()).contains("the failures are tracked");
    assertThat(facts().tracked(Register.CHECK, Set.of("kubernetes:test"))).isTrue();
    assertThat(facts().tracked("k8s.other", Set.of("kubernetes:test"))).isFalse();
    assertThat(on.entry(id).kind()).isEqualTo(Kind.MINOR);
  }

  @Test
  void anOpportunityTracksOnlyWithATicket() {
    Draft draft = on.owned(on.proposed("8.18"));
    long id =
        on.register()
            .open(
                "ada",
                new Draft(
                    Kind.OFI,
                    draft.requirement(),
                    Source.OBSERVATION,
                    "x",
                    "",
                    "team",
                    0,
                    List.of(new Watched(Register.CHECK, "kubernetes:test"))));
    assertThat(facts().tracked(Register.CHECK, Set.of("kubernetes:test"))).isFalse();
    on.register().ticket("ada", id, "OPS-1");
    assertThat(facts().tracked(Register.CHECK, Set.of("kubernetes:test"))).isTrue();
    assertThat(facts().tracked(Register.CHECK, Set.of("kubernetes:test", "kubernetes:b")))
        .as("one unit is not covered")
        .isFalse();
    assertThat(facts().actions("8.18", true)).isEmpty();
  }

  @Test
  void anOverdueCorrectiveActionIsM5AndAnImplementedOneIsNot() {
    long id = on.opened();
    on.register().change("ada", id, "platform team", Kind.MAJOR, "worse");
    on.regradeAfter(Duration.ofDays(90));
    assertThat(on.rules()).as("on its last day").doesNotContain("\"M5\"");
    on.regradeAfter(Duration.ofDays(1));
    assertThat(on.rules()).contains("\"M5\"", "1 days overdue");
    on.upToImplemented(id);
    on.regrade();
    assertThat(on.rules()).doesNotContain("\"M5\"");
    assertThat(facts().actions("8.18", true).get(0).overdueDays()).isNegative();
  }

  @Test
  void aLaterDayThatWasAcceptedWithThePlanCounts() {
    long id = on.opened();
    on.register().change("ada", id, "platform team", Kind.MAJOR, "worse");
    on.clock().advance(Duration.ofDays(80));
    on.register().step("ada", id, new Told(StepKind.CORRECTION, "x"));
    on.register().step("ada", id, new Step.Cause("five whys", "x", "x"));
    on.register().step("ada", id, on.plan());
    assertThat(facts().actions("8.18", true).get(0).overdueDays()).isEqualTo(-10);
    on.register().step("bob", id, new Told(StepKind.PLAN_ACCEPTANCE, "x"));
    assertThat(facts().actions("8.18", true).get(0).overdueDays()).isEqualTo(-20);
  }

  @Test
  void aFailureThatComesBackIsM4() {
    long id = on.opened();
    on.estate().commit(Register.CHECK, 1, Status.PASS);
    on.upToVerifying(id);
    on.clock().advance(Duration.ofDays(30));
    on.estate().heartbeat();
    on.watch().look();
    assertThat(facts().actions("8.18", false)).as("it stays recorded").hasSize(1);
    assertThat(facts().actions("8.18", true)).as("a new failure needs its own").isEmpty();
    on.clock().advance(Duration.ofDays(20));
    on.estate().commit(Register.CHECK, 1, Status.FAIL);
    on.settle();
    on.regrade();
    assertThat(on.rules()).contains("\"M4\"", "came back 1 times");
  }

  @Test
  void causesAndOwnersOfOpenNonconformitiesAreToldByControl() {
    long id = on.opened();
    assertThat(facts().causes("8.18")).isEmpty();
    on.register().step("ada", id, new Told(StepKind.CORRECTION, "x"));
    on.register().step("ada", id, new Step.Cause("five whys", "x", "No Review"));
    assertThat(facts().causes("8.18")).containsExactly("no review");
    assertThat(facts().causes("8.9")).isEmpty();
    assertThat(facts().owner("8.18")).isEqualTo("platform team");
    assertThat(facts().owner("8.9")).isEmpty();
  }

  @Test
  void withoutACauseAfterThirtyDaysTheClauseIsMinor() {
    long id = on.opened();
    on.regradeAfter(Duration.ofDays(30));
    assertThat(clause("10.2")).doesNotContain("CL6");
    on.regradeAfter(Duration.ofDays(1));
    assertThat(clause("10.2")).contains("\"CL6\"");
    on.register().step("ada", id, new Told(StepKind.CORRECTION, "x"));
    on.register().step("ada", id, new Step.Cause("five whys", "x", "no review"));
    on.regrade();
    assertThat(clause("10.2")).isEmpty();
  }

  private String clause(String clause) {
    return on.text(
        "SELECT COALESCE(MAX(detail), '') FROM clause_grade WHERE clause = '" + clause + "'");
  }

  private RegisterFacts facts() {
    return on.log().database().read(handle -> RegisterFacts.read(handle, on.clock().millis()));
  }
}
