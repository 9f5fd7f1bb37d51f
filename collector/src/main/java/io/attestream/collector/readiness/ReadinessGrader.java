package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Clause;
import io.attestream.collector.assessment.Confidence;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.EstateAssessment;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.EstateGrader;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.control.DatedFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;

/** Looks ahead from facts to an audit. Pure: the same facts and plan give the same readiness. */
public final class ReadinessGrader {
  private static final List<Grade> RISING =
      List.of(Grade.OFI, Grade.NO_EVIDENCE, Grade.LIKELY_MINOR, Grade.LIKELY_MAJOR);

  /** A clause that no rule names yet and of which no facts are kept: nothing can be said of it. */
  private static final Assessment UNTOLD =
      new Assessment(Grade.NO_EVIDENCE, Confidence.LOW, List.of());

  private final EstateGrader estates;
  private final ControlGrader controls;
  private final FixOrder fixes;

  public ReadinessGrader(GradingParameters parameters) {
    this.estates = new EstateGrader(parameters);
    this.controls = new ControlGrader(parameters);
    this.fixes = new FixOrder(controls);
  }

  /**
   * The readiness for an audit.
   *
   * @param titles of the controls, by Annex A id
   */
  public Readiness look(EstateFacts facts, AuditPlan plan, Map<String, String> titles) {
    return look(List.of(new DatedFacts(plan.today(), facts)), plan, titles);
  }

  /**
   * As above, where exceptions end before the audit: from then on they count as expired.
   *
   * @param dated in the order of their days, the first of today; each with the same controls
   */
  public Readiness look(List<DatedFacts> dated, AuditPlan plan, Map<String, String> titles) {
    EstateFacts facts = on(dated, plan.audit());
    EstateAssessment now = estates.assess(dated.get(0).facts());
    EstateAssessment then = estates.forecast(facts, plan.days());
    List<Forecast> items = new ArrayList<>();
    for (int i = 0; i < facts.controls().size(); i++) {
      int place = i;
      String id = facts.controls().get(place).control();
      List<Forecast.Turn> turns =
          turns(day -> on(dated, plan.today().plusDays(day)).controls().get(place), plan);
      items.add(
          new Forecast(
              Forecast.Kind.CONTROL,
              id,
              titles.getOrDefault(id, ""),
              Objects.requireNonNull(now.controls().get(id)),
              Objects.requireNonNull(then.controls().get(id)),
              turns,
              by(turns, plan)));
    }
    then.clauses()
        .forEach(
            (clause, assessment) ->
                items.add(
                    new Forecast(
                        Forecast.Kind.CLAUSE,
                        clause,
                        "",
                        now.clauses().getOrDefault(clause, UNTOLD),
                        assessment,
                        List.of(),
                        plan.audit())));
    items.sort(WORST_FIRST);
    return new Readiness(
        plan,
        items,
        fixes.of(facts.controls(), plan, titles),
        Clause.ids().stream().filter(clause -> !told(clause, then.clauses().keySet())).toList());
  }

  /** A clause is told by its own facts, by those of its parts, or as a part by those of the whole. */
  private static boolean told(String clause, Set<String> graded) {
    return graded.stream()
        .anyMatch(
            id -> id.equals(clause) || id.startsWith(clause + ".") || clause.startsWith(id + "."));
  }

  /** Those that stand equal keep the order of the facts, clauses after controls. */
  private static final Comparator<Forecast> WORST_FIRST =
      Comparator.comparing((Forecast item) -> concern(item.then().grade()))
          .thenComparing(item -> concern(item.now().grade()))
          .reversed();

  /** The place in the order of concern; what does not apply stands last. */
  static int concern(Grade grade) {
    return grade == Grade.NOT_APPLICABLE ? -1 : grade.ordinal();
  }

  private static EstateFacts on(List<DatedFacts> dated, LocalDate day) {
    EstateFacts facts = dated.get(0).facts();
    for (DatedFacts next : dated) {
      if (!next.from().isAfter(day)) {
        facts = next.facts();
      }
    }
    return facts;
  }

  private List<Forecast.Turn> turns(LongFunction<ControlFacts> facts, AuditPlan plan) {
    List<Forecast.Turn> turns = new ArrayList<>();
    for (Grade grade : RISING) {
      controls
          .worsens(facts, grade, plan.days())
          .ifPresent(
              day -> {
                LocalDate on = plan.today().plusDays(day);
                // A day on which two grades are passed turns to the worse.
                turns.removeIf(turn -> turn.on().equals(on));
                turns.add(new Forecast.Turn(on, grade));
              });
    }
    return turns;
  }

  private static LocalDate by(List<Forecast.Turn> turns, AuditPlan plan) {
    return turns.isEmpty() ? plan.audit() : turns.get(0).on().minusDays(1);
  }
}
