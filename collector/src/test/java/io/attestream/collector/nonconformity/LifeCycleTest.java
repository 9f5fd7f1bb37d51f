package io.attestream.collector.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.nonconformity.Step.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static final Instant DAY = Instant.parse("2026-11-01T08:00:00Z");
  private static final Actor ADA = new Actor("ada", false);
  private static final Actor BOB = new Actor("bob", false);
  private static final String OWNER = "platform team";

  private static final Step CORRECTION = new Told(StepKind.CORRECTION, "blocked the bucket");
  private static final Step CAUSE = new Step.Cause("five whys", "no default", " Missing Default ");
  private static final Step PLAN =
      new Step.Plan(
          List.of(
              new Step.Plan.Action("a policy for all", "ada", LocalDate.parse("2026-11-20")),
              new Step.Plan.Action("training", "bob", LocalDate.parse("2026-12-10"))));
  private static final Step ACCEPTED = new Told(StepKind.PLAN_ACCEPTANCE, "good");
  private static final Step IMPLEMENTED = new Step.Implementation("merged", "");
  private static final Step VERIFIED = new Step.Verification("saw it", 30);
  private static final Step EFFECTIVE = new Told(StepKind.EFFECTIVENESS, "stayed away");
  private static final Step REOPENED = new Told(StepKind.REOPENING, "it did not hold");

  @Test
  void theWholeLifeOfANonconformity() {
    Progress at = Progress.opened(DAY);
    at = taken(at, CORRECTION, ADA, DAY);
    assertThat(at.stage()).isEqualTo(Stage.CORRECTED);
    at = taken(at, CAUSE, ADA, DAY);
    assertThat(at.category()).isEqualTo("missing default");
    at = taken(at, PLAN, ADA, DAY);
    assertThat(due(at)).isEqualTo("2026-12-31");
    at = taken(at, ACCEPTED, BOB, DAY);
    assertThat(at.stage()).isEqualTo(Stage.PLAN);
    assertThat(due(at)).as("the last day of the accepted plan").isEqualTo("2026-12-10");
    at = taken(at, IMPLEMENTED, ADA, DAY);
    at = taken(at, VERIFIED, BOB, DAY);
    assertThat(at.windowEnds()).contains(Instant.parse("2026-12-01T08:00:00Z"));
    at = taken(at, EFFECTIVE, BOB, DAY.plus(Duration.ofDays(30)));
    assertThat(at.stage().closed()).isTrue();
    assertThat(Clocks.DEFAULTS.due(Kind.MINOR, at)).isEmpty();
    Instant later = DAY.plus(Duration.ofDays(50));
    at = taken(at, REOPENED, BOB, later);
    assertThat(at.reopenings()).isEqualTo(1);
    assertThat(at.category()).isEmpty();
    assertThat(at.plan().accepted()).isFalse();
    assertThat(due(at)).as("the clocks begin anew").isEqualTo("2027-01-20");
    assertThat(taken(at, CAUSE, ADA, later).stage()).isEqualTo(Stage.CAUSE);
  }

  @Test
  void noStepCanBeLeftOut() {
    Progress open = Progress.opened(DAY);
    for (Step step : List.of(CAUSE, PLAN, ACCEPTED, IMPLEMENTED, VERIFIED, EFFECTIVE, REOPENED)) {
      assertThat(problems(open, step, ADA, DAY)).as("%s", step.kind()).hasSize(1);
    }
    Progress cause = taken(taken(open, CORRECTION, ADA, DAY), CAUSE, ADA, DAY);
    assertThat(problems(cause, IMPLEMENTED, ADA, DAY))
        .containsExactly("it is cause known; implementation follows planned");
    Progress planned = taken(cause, PLAN, ADA, DAY);
    assertThat(problems(planned, IMPLEMENTED, ADA, DAY))
        .containsExactly("the plan is not accepted yet");
    assertThat(problems(planned, PLAN, ADA, DAY)).as("a plan may be mended").isEmpty();
    assertThat(problems(taken(planned, ACCEPTED, BOB, DAY), PLAN, ADA, DAY))
        .containsExactly("the plan is accepted already");
  }

  @Test
  void whoDidTheWorkDoesNotJudgeItUnlessNobodyElseCould() {
    Progress planned =
        taken(
            taken(taken(Progress.opened(DAY), CORRECTION, ADA, DAY), CAUSE, ADA, DAY),
            PLAN,
            ADA,
            DAY);
    String other = " needs someone other than the owner and whoever did the work";
    assertThat(problems(planned, ACCEPTED, ADA, DAY)).containsExactly("plan acceptance" + other);
    assertThat(problems(planned, ACCEPTED, new Actor("Platform Team", false), DAY))
        .as("the owner")
        .containsExactly("plan acceptance" + other);
    assertThat(problems(planned, ACCEPTED, new Actor("ada", true), DAY)).isEmpty();
    assertThat(LifeCycle.alone(OWNER, planned, ACCEPTED, new Actor("ada", true))).isTrue();
    assertThat(LifeCycle.alone(OWNER, planned, ACCEPTED, new Actor("bob", true))).isFalse();
    Progress implemented = taken(taken(planned, ACCEPTED, BOB, DAY), IMPLEMENTED, BOB, DAY);
    assertThat(problems(implemented, VERIFIED, BOB, DAY)).containsExactly("verification" + other);
    assertThat(problems(implemented, VERIFIED, ADA, DAY)).isEmpty();
  }

  @Test
  void noPersonEndsTheWindowEarly() {
    Progress verifying = verifying();
    assertThat(problems(verifying, EFFECTIVE, BOB, DAY.plus(Duration.ofDays(30)).minusMillis(1)))
        .containsExactly("the effectiveness window has not passed yet");
    assertThat(problems(verifying, EFFECTIVE, BOB, DAY.plus(Duration.ofDays(30)))).isEmpty();
    assertThat(problems(verifying, REOPENED, BOB, DAY)).isEmpty();
  }

  @Test
  void everyFieldThatAStepNeedsIsNamed() {
    assertThat(new Step.Cause("", "", " ").problems(LocalDate.EPOCH))
        .containsExactly(
            "the method of the analysis is needed",
            "the cause is needed",
            "a category of the cause is needed");
    assertThat(new Step.Plan(List.of()).problems(LocalDate.EPOCH))
        .containsExactly("a plan needs 1 to 20 actions");
    LocalDate today = LocalDate.parse("2026-11-01");
    assertThat(
            new Step.Plan(List.of(new Step.Plan.Action("", "x", today.minusDays(1))))
                .problems(today))
        .containsExactly(
            "what action 1 does is needed",
            "the day of action 1 must be today to two years from now");
    assertThat(new Step.Verification("x", 0).problems(today))
        .containsExactly("the effectiveness window must have 1 to 365 days");
    assertThat(new Told(StepKind.CORRECTION, "x\ud800").problems(today))
        .containsExactly("a text for correction has half a surrogate pair");
    assertThat(new Told(StepKind.CORRECTION, "x".repeat(2001)).problems(today)).hasSize(1);
  }

  @Test
  void anOpportunityIsAcceptedOrRejectedAndHasNoCorrectiveAction() {
    Progress open = Progress.opened(DAY);
    assertThat(LifeCycle.problems(Kind.OFI, OWNER, open, CORRECTION, ADA, DAY))
        .containsExactly("an entry of kind opportunity for improvement has no step correction");
    assertThat(problems(open, new Told(StepKind.ACCEPTANCE, "yes"), ADA, DAY))
        .containsExactly("an entry of kind minor has no step acceptance");
    Progress accepted = LifeCycle.next(open, new Told(StepKind.ACCEPTANCE, "yes"), "ada", DAY, 0);
    assertThat(Clocks.DEFAULTS.due(Kind.OFI, accepted)).contains(LocalDate.parse("2027-11-01"));
    assertThat(Clocks.DEFAULTS.actionDue(Kind.OFI, accepted)).isEmpty();
    assertThat(
            LifeCycle.next(accepted, new Told(StepKind.COMPLETION, "did"), "ada", DAY, 0).stage())
        .isEqualTo(Stage.DONE);
    assertThat(
            LifeCycle.next(open, new Told(StepKind.REJECTION, "no"), "ada", DAY, 0)
                .stage()
                .closed())
        .isTrue();
  }

  @Test
  void aMajorIsDueEarlierThanAMinor() {
    Progress open = Progress.opened(DAY);
    assertThat(Clocks.DEFAULTS.due(Kind.MAJOR, open)).contains(LocalDate.parse("2026-11-04"));
    assertThat(Clocks.DEFAULTS.due(Kind.MINOR, open)).contains(LocalDate.parse("2026-11-15"));
    assertThat(Clocks.DEFAULTS.actionDue(Kind.MAJOR, open)).contains(LocalDate.parse("2027-01-30"));
    assertThat(Clocks.DEFAULTS.actionDue(Kind.MINOR, verifying())).isEmpty();
  }

  private static Progress verifying() {
    Progress at = Progress.opened(DAY);
    for (Step step : List.of(CORRECTION, CAUSE, PLAN, ACCEPTED, IMPLEMENTED, VERIFIED)) {
      at = LifeCycle.next(at, step, "ada", DAY, 7);
    }
    assertThat(at.window()).isEqualTo(new Progress.Window(DAY.plus(Duration.ofDays(30)), 7));
    return at;
  }

  private static Progress taken(Progress at, Step step, Actor actor, Instant now) {
    assertThat(problems(at, step, actor, now)).as("%s", step.kind()).isEmpty();
    return LifeCycle.next(at, step, actor.name(), now, 0);
  }

  private static List<String> problems(Progress at, Step step, Actor actor, Instant now) {
    return LifeCycle.problems(Kind.MINOR, OWNER, at, step, actor, now);
  }

  private static String due(Progress at) {
    return Clocks.DEFAULTS.due(Kind.MINOR, at).orElseThrow().toString();
  }
}
