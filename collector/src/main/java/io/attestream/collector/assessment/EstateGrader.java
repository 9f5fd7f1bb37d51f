package io.attestream.collector.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grades all controls and clauses of one scope, and what only shows across them. */
public final class EstateGrader {
  private final ControlGrader controls;
  private final ClauseGrader clauses;
  private final GradingParameters parameters;

  public EstateGrader(GradingParameters parameters) {
    this.parameters = parameters;
    this.controls = new ControlGrader(parameters);
    this.clauses = new ClauseGrader(parameters);
  }

  /** The grades on the day of the facts. */
  public EstateAssessment assess(EstateFacts facts) {
    Map<String, Assessment> graded = new HashMap<>();
    List<ControlFacts> counted = counted(facts);
    counted.forEach(control -> graded.put(control.control(), controls.assess(control)));
    return complete(facts.soaRecorded(), counted, facts.clauses(), graded);
  }

  /**
   * The grades at an audit when nothing is done until then.
   *
   * @param days until the audit
   */
  public EstateAssessment forecast(EstateFacts facts, long days) {
    Map<String, Assessment> graded = new HashMap<>();
    List<ControlFacts> counted = counted(facts);
    counted.forEach(control -> graded.put(control.control(), controls.forecast(control, days)));
    return complete(
        facts.soaRecorded(),
        counted.stream().map(control -> control.after(days)).toList(),
        facts.clauses().stream().map(clause -> clause.after(days)).toList(),
        graded);
  }

  /** G2 asks how many exclusions have no justification: those told, or those seen here. */
  private static List<ControlFacts> counted(EstateFacts facts) {
    int here = (int) facts.controls().stream().filter(c -> c.soa().unjustifiedExclusion()).count();
    return facts.controls().stream()
        .map(c -> c.withUnjustifiedExclusions(Math.max(here, c.unjustifiedExclusions())))
        .toList();
  }

  private EstateAssessment complete(
      boolean soaRecorded,
      List<ControlFacts> facts,
      List<ClauseFacts> clauseFacts,
      Map<String, Assessment> graded) {
    Map<String, List<Fired>> byClause = new HashMap<>();
    for (ClauseFacts clause : clauseFacts) {
      byClause
          .computeIfAbsent(clause.clause(), c -> new ArrayList<>())
          .addAll(clauses.assess(clause).fired());
    }
    if (!soaRecorded) {
      byClause
          .computeIfAbsent("6.1.3", c -> new ArrayList<>())
          .add(
              new Fired(
                  "G1",
                  Grade.LIKELY_MAJOR,
                  "there is no Statement of Applicability",
                  "it may exist outside this record"));
    }
    CrossControlRules.fired(facts, graded, parameters.across())
        .forEach(
            (clause, fired) ->
                byClause.computeIfAbsent(clause, c -> new ArrayList<>()).addAll(fired));
    Map<String, Assessment> clauseGrades = new HashMap<>();
    byClause.forEach(
        (clause, fired) -> clauseGrades.put(clause, Assessment.of(confidence(clause), fired)));
    return new EstateAssessment(graded, clauseGrades);
  }

  /** What is seen across controls rests on their checks; a clause's own grade on what was recorded. */
  private static Confidence confidence(String clause) {
    return clause.contains("/") ? Confidence.MEDIUM : Confidence.LOW;
  }
}
