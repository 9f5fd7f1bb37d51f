package io.attestream.collector.grading;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.EstateAssessment;
import io.attestream.collector.assessment.EstateGrader;
import io.attestream.collector.assessment.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An estate of a facts file with its grades.
 *
 * @param forecast the grades at the audit, when the file gives one
 */
public record GradedEstate(
    GivenEstate given, EstateAssessment now, Optional<EstateAssessment> forecast) {

  public static GradedEstate of(GivenEstate given) {
    EstateGrader grader = new EstateGrader(given.parameters());
    return new GradedEstate(
        given,
        grader.assess(given.facts()),
        given.auditInDays().map(days -> grader.forecast(given.facts(), days)));
  }

  /** The worst grade now or, where there is an audit, then. */
  public Grade worst() {
    return forecast.map(then -> then.worst().worse(now.worst())).orElse(now.worst());
  }

  /** Expectations of the file that do not hold, a line each. */
  public List<String> differences() {
    List<String> lines = new ArrayList<>();
    given
        .expectedControls()
        .forEach(
            (control, expected) ->
                expected
                    .differences(
                        now.controls().get(control),
                        forecast.map(then -> then.controls().get(control)).orElse(null))
                    .forEach(line -> lines.add("A." + control + ": " + line)));
    given
        .expectedClauses()
        .forEach(
            (clause, expected) -> {
              Assessment then = forecast.map(f -> f.clauses().get(clause)).orElse(null);
              expected
                  .differences(now.clauses().get(clause), then)
                  .forEach(line -> lines.add("clause " + clause + ": " + line));
            });
    return lines;
  }
}
