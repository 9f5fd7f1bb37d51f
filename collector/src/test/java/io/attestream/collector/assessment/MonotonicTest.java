package io.attestream.collector.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** More failures, longer ones, or less evidence never improve a grade; the order of facts is nothing. */
class MonotonicTest {
  private final ControlGrader grader = new ControlGrader(GradingParameters.DEFAULTS);
  private final EstateGrader estates = new EstateGrader(GradingParameters.DEFAULTS);

  @Property
  void oneMoreFailureNeverImproves(@ForAll("controls") ControlFacts facts) {
    for (int i = 0; i < facts.checks().size(); i++) {
      CheckFacts check = facts.checks().get(i);
      if (check.failing() < check.population()) {
        CheckFacts worse = with(check, check.failing() + 1, check.oldestFailureDays());
        assertNotBetter(facts, replaced(facts, i, worse));
      }
    }
  }

  @Property
  void oneMoreUnitThatFailsNeverImproves(@ForAll("controls") ControlFacts facts) {
    for (int i = 0; i < facts.checks().size(); i++) {
      CheckFacts c = facts.checks().get(i);
      if (c.fails() && c.failingUnits() < Math.min(c.units(), c.failing())) {
        assertNotBetter(facts, replaced(facts, i, withFailingUnits(c, c.failingUnits() + 1)));
      }
    }
  }

  @Property
  void aLongerFailureNeverImproves(@ForAll("controls") ControlFacts facts, @ForAll("days") long d) {
    for (int i = 0; i < facts.checks().size(); i++) {
      CheckFacts check = facts.checks().get(i);
      if (check.fails()) {
        CheckFacts worse = with(check, check.failing(), check.oldestFailureDays() + d);
        assertNotBetter(facts, replaced(facts, i, worse));
      }
    }
  }

  @Property
  void waitingNeverImproves(@ForAll("controls") ControlFacts facts, @ForAll("days") long d) {
    assertNotBetter(facts, facts.after(d));
  }

  @Property
  void lessCoverageNeverImproves(
      @ForAll("controls") ControlFacts facts, @ForAll("shares") double less) {
    assertNotBetter(
        facts,
        withEvidence(facts, facts.coverage() * less, facts.periodCoverage(), facts.manual()));
    assertNotBetter(
        facts,
        withEvidence(facts, facts.coverage(), facts.periodCoverage() * less, facts.manual()));
  }

  /** Overdue records say more than missing ones: they show that a review was left out. */
  @Property
  void missingRecordsAreNeverBetterThanValidOnes(@ForAll("controls") ControlFacts facts) {
    ControlFacts valid =
        withEvidence(facts, facts.coverage(), facts.periodCoverage(), ManualEvidence.VALID);
    ControlFacts missing =
        withEvidence(facts, facts.coverage(), facts.periodCoverage(), ManualEvidence.MISSING);
    assertNotBetter(valid, missing);
  }

  @Property
  void staleEvidenceNeverImproves(@ForAll("controls") ControlFacts facts) {
    for (int i = 0; i < facts.checks().size(); i++) {
      assertNotBetter(facts, replaced(facts, i, stale(facts.checks().get(i))));
    }
  }

  @Property
  void aGradeIsNeverGreenWithoutEvidence(@ForAll("controls") ControlFacts facts) {
    boolean fresh = facts.checks().stream().anyMatch(c -> c.population() > 0 && !c.stale());
    if (facts.automation() != AutomationClass.N && !fresh) {
      assertThat(grader.assess(facts).grade()).isNotEqualTo(Grade.CONFORMING);
    }
  }

  @Property
  void theOrderOfChecksAndActionsIsNothing(
      @ForAll("controls") ControlFacts facts, @ForAll long seed) {
    Random random = new Random(seed);
    List<CheckFacts> checks = new ArrayList<>(facts.checks());
    List<CorrectiveAction> actions = new ArrayList<>(facts.actions());
    Collections.shuffle(checks, random);
    Collections.shuffle(actions, random);
    assertThat(grader.assess(with(facts, checks, actions))).isEqualTo(grader.assess(facts));
  }

  @Property(tries = 200)
  void theOrderOfControlsIsNothing(
      @ForAll("estates") List<ControlFacts> controls, @ForAll long seed) {
    List<ControlFacts> shuffled = new ArrayList<>(controls);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(estates.assess(new EstateFacts(true, shuffled, List.of())))
        .isEqualTo(estates.assess(new EstateFacts(true, controls, List.of())));
  }

  @Property(tries = 200)
  void waitingNeverImprovesAnEstate(
      @ForAll("estates") List<ControlFacts> controls, @ForAll("days") long days) {
    EstateFacts now = new EstateFacts(true, controls, List.of());
    EstateAssessment before = estates.assess(now);
    EstateAssessment after = estates.forecast(now, days);
    before
        .clauses()
        .forEach(
            (clause, assessment) -> assertThat(after.clauses()).as(clause).containsKey(clause));
    assertThat(rank(after.worst())).isGreaterThanOrEqualTo(rank(before.worst()));
  }

  private void assertNotBetter(ControlFacts before, ControlFacts after) {
    Assessment was = grader.assess(before);
    Assessment is = grader.assess(after);
    assertThat(rank(is.grade()))
        .as("%s%n%s%nthen%n%s%n%s", before, was, after, is)
        .isGreaterThanOrEqualTo(rank(was.grade()));
  }

  /** NOT_APPLICABLE stands outside the order; here it is the best that can be. */
  private static int rank(Grade grade) {
    return grade == Grade.NOT_APPLICABLE ? -1 : grade.ordinal();
  }

  @Provide
  Arbitrary<Long> days() {
    return Arbitraries.longs().between(1, 400);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 1);
  }

  @Provide
  Arbitrary<List<ControlFacts>> estates() {
    return controls()
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            list -> {
              List<ControlFacts> named = new ArrayList<>();
              for (int i = 0; i < list.size(); i++) {
                named.add(named(list.get(i), "8." + (i + 1)));
              }
              return named;
            });
  }

  @Provide
  Arbitrary<ControlFacts> controls() {
    Arbitrary<List<CheckFacts>> checks =
        checks()
            .list()
            .ofMaxSize(5)
            .map(
                list -> {
                  List<CheckFacts> named = new ArrayList<>();
                  for (int i = 0; i < list.size(); i++) {
                    named.add(named(list.get(i), "check-" + i));
                  }
                  return named;
                });
    Arbitrary<CorrectiveAction> action =
        Combinators.combine(
                Arbitraries.of(Grade.LIKELY_MINOR, Grade.LIKELY_MAJOR),
                Arbitraries.longs().between(-50, 120))
            .as(CorrectiveAction::new);
    Arbitrary<SoaRow> soa =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, Arbitraries.just(SoaRow.ASSUMED)),
            net.jqwik.api.Tuple.of(
                1,
                Combinators.combine(
                        Arbitraries.of(SoaRow.Applicability.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(SoaRow.Implementation.class),
                        Arbitraries.longs().between(-50, 120))
                    .as(SoaRow::new)));
    Arbitrary<ManualEvidence> manual =
        Arbitraries.oneOf(
            Arbitraries.of(ManualEvidence.VALID, ManualEvidence.MISSING),
            Combinators.combine(
                    Arbitraries.longs().between(-60, 60), Arbitraries.longs().between(-60, 60))
                .as((due, expires) -> new ManualEvidence(true, due, expires)));
    return Combinators.combine(
            Arbitraries.of(AutomationClass.class),
            Arbitraries.of(true, false),
            Arbitraries.of("", "platform", "data"),
            soa,
            manual,
            Arbitraries.of(0.0, 0.5, 0.79, 0.8, 0.9, 0.95, 1.0),
            checks,
            action.list().ofMaxSize(2))
        .as(
            (automation, foundation, owner, row, documents, coverage, list, actions) ->
                new ControlFacts(
                    "8.5",
                    automation,
                    foundation,
                    false,
                    owner,
                    Set.of(),
                    row,
                    0,
                    documents,
                    coverage,
                    "the declared units",
                    1,
                    false,
                    0,
                    list,
                    actions,
                    ExceptionFacts.NONE));
  }

  private static Arbitrary<CheckFacts> checks() {
    Arbitrary<long[]> counts =
        Combinators.combine(Arbitraries.longs().between(0, 25), Arbitraries.longs().between(0, 25))
            .as((a, b) -> new long[] {Math.max(a, b), Math.min(a, b)});
    Arbitrary<int[]> units =
        Combinators.combine(
                Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 5))
            .as((a, b) -> new int[] {Math.max(a, b), Math.min(a, b)});
    return Combinators.combine(
            Arbitraries.of(Role.class),
            Arbitraries.of(Severity.class),
            counts,
            Arbitraries.longs().between(0, 120),
            units,
            Arbitraries.of(true, false, false, false),
            Arbitraries.of(0.0, 0.0, 0.2),
            Arbitraries.of(0, 0, 1, 2))
        .as(
            (role, severity, count, age, unit, stale, ratio, recurrence) ->
                new CheckFacts(
                    "check",
                    role,
                    severity,
                    count[0],
                    count[1],
                    count[1] > 0 ? age : 0,
                    unit[0],
                    count[1] > 0 ? (int) Math.min(unit[1], count[1]) : 0,
                    count[1] > 0 ? Set.of("unit-1") : Set.of(),
                    age % 2 == 0,
                    stale,
                    stale ? 3 : 0,
                    ratio,
                    recurrence,
                    age % 7 == 0 ? age : 0,
                    0.1));
  }

  private static CheckFacts with(CheckFacts c, long failing, long age) {
    return new CheckFacts(
        c.check(),
        c.role(),
        c.severity(),
        c.population(),
        failing,
        age,
        c.units(),
        Math.max(1, c.failingUnits()),
        Set.of("unit-1"),
        c.tracked(),
        c.stale(),
        c.staleDays(),
        c.failDaysRatio(),
        c.recurrence(),
        c.exposureDays(),
        c.failRateBefore());
  }

  private static CheckFacts withFailingUnits(CheckFacts c, int failingUnits) {
    return new CheckFacts(
        c.check(),
        c.role(),
        c.severity(),
        c.population(),
        c.failing(),
        c.oldestFailureDays(),
        c.units(),
        failingUnits,
        c.failingIn(),
        c.tracked(),
        c.stale(),
        c.staleDays(),
        c.failDaysRatio(),
        c.recurrence(),
        c.exposureDays(),
        c.failRateBefore());
  }

  private static CheckFacts stale(CheckFacts c) {
    return new CheckFacts(
        c.check(),
        c.role(),
        c.severity(),
        c.population(),
        c.failing(),
        c.oldestFailureDays(),
        c.units(),
        c.failingUnits(),
        c.failingIn(),
        c.tracked(),
        true,
        5,
        c.failDaysRatio(),
        c.recurrence(),
        c.exposureDays(),
        c.failRateBefore());
  }

  private static CheckFacts named(CheckFacts c, String name) {
    return new CheckFacts(
        name,
        c.role(),
        c.severity(),
        c.population(),
        c.failing(),
        c.oldestFailureDays(),
        c.units(),
        c.failingUnits(),
        c.failingIn(),
        c.tracked(),
        c.stale(),
        c.staleDays(),
        c.failDaysRatio(),
        c.recurrence(),
        c.exposureDays(),
        c.failRateBefore());
  }

  private static ControlFacts replaced(ControlFacts facts, int index, CheckFacts check) {
    List<CheckFacts> checks = new ArrayList<>(facts.checks());
    checks.set(index, check);
    return with(facts, checks, facts.actions());
  }

  private static ControlFacts with(
      ControlFacts f, List<CheckFacts> checks, List<CorrectiveAction> actions) {
    return new ControlFacts(
        f.control(),
        f.automation(),
        f.foundation(),
        f.highRisk(),
        f.owner(),
        f.causes(),
        f.soa(),
        f.unjustifiedExclusions(),
        f.manual(),
        f.coverage(),
        f.leastSeen(),
        f.periodCoverage(),
        f.resourcesExist(),
        f.tamperingDays(),
        checks,
        actions,
        f.exceptions());
  }

  private static ControlFacts withEvidence(
      ControlFacts f, double coverage, double periodCoverage, ManualEvidence manual) {
    return new ControlFacts(
        f.control(),
        f.automation(),
        f.foundation(),
        f.highRisk(),
        f.owner(),
        f.causes(),
        f.soa(),
        f.unjustifiedExclusions(),
        manual,
        coverage,
        f.leastSeen(),
        periodCoverage,
        f.resourcesExist(),
        f.tamperingDays(),
        f.checks(),
        f.actions(),
        f.exceptions());
  }

  private static ControlFacts named(ControlFacts f, String control) {
    return new ControlFacts(
        control,
        f.automation(),
        f.foundation(),
        f.highRisk(),
        f.owner(),
        f.causes(),
        f.soa(),
        f.unjustifiedExclusions(),
        f.manual(),
        f.coverage(),
        f.leastSeen(),
        f.periodCoverage(),
        f.resourcesExist(),
        f.tamperingDays(),
        f.checks(),
        f.actions(),
        f.exceptions());
  }
}
