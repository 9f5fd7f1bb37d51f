package io.attestream.collector.grading;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Grades as text for a terminal. */
public final class GradeText {
  private final StringBuilder text = new StringBuilder();

  private GradeText() {}

  public static String of(List<GradedEstate> estates) {
    GradeText writer = new GradeText();
    estates.forEach(estate -> writer.estate(estate, estates.size() > 1));
    return writer.text.toString();
  }

  private void estate(GradedEstate estate, boolean named) {
    if (named) {
      text.append("== ").append(estate.given().name()).append('\n');
    }
    Map<String, ControlFacts> facts =
        estate.given().facts().controls().stream()
            .collect(Collectors.toMap(ControlFacts::control, Function.identity()));
    estate
        .now()
        .controls()
        .forEach(
            (control, assessment) -> {
              heading("A." + control, assessment, estate.given().stage());
              ControlFacts given = facts.get(control);
              if (given != null) {
                text.append("    facts: ").append(facts(given)).append('\n');
              }
              assessment.fired().forEach(this::fired);
            });
    estate
        .now()
        .clauses()
        .forEach(
            (clause, assessment) -> {
              heading("Clause " + clause, assessment, estate.given().stage());
              assessment.fired().forEach(this::fired);
            });
    estate.forecast().ifPresent(then -> forecast(estate, then.controls(), then.clauses()));
    for (String difference : estate.differences()) {
      text.append("! ").append(difference).append('\n');
    }
  }

  private void heading(String what, Assessment assessment, int stage) {
    text.append(what)
        .append(": ")
        .append(words(assessment.grade(), stage))
        .append(" (confidence ")
        .append(assessment.confidence().name().toLowerCase(Locale.ROOT))
        .append(")\n");
  }

  private void fired(Fired fired) {
    text.append("    ").append(fired.rule()).append(": ").append(fired.facts()).append('\n');
    if (!fired.against().isEmpty()) {
      text.append("        but ").append(fired.against()).append('\n');
    }
  }

  private void forecast(
      GradedEstate estate, Map<String, Assessment> controls, Map<String, Assessment> clauses) {
    text.append("Forecast for the audit in ")
        .append(estate.given().auditInDays().orElse(0L))
        .append(" days, if nothing is done:\n");
    controls.forEach((control, then) -> change("A." + control, then, estate.given().stage()));
    clauses.forEach((clause, then) -> change("Clause " + clause, then, estate.given().stage()));
  }

  private void change(String what, Assessment then, int stage) {
    text.append("    ").append(what).append(": ").append(words(then.grade(), stage));
    List<String> rules = then.fired().stream().map(Fired::rule).distinct().toList();
    if (!rules.isEmpty()) {
      text.append(" (").append(String.join(", ", rules)).append(')');
    }
    text.append('\n');
  }

  private static String words(Grade grade, int stage) {
    return stage == 1 ? grade.stageOneWords() : grade.words();
  }

  private static String facts(ControlFacts facts) {
    return "class "
        + facts.automation()
        + (facts.foundation() ? ", foundation" : "")
        + (facts.highRisk() ? ", high risk" : "")
        + ", "
        + facts.checks().size()
        + (facts.checks().size() == 1 ? " check" : " checks")
        + ", coverage "
        + Math.round(facts.coverage() * 1000) / 10.0
        + " %, manual evidence "
        + facts.manual().state().name().toLowerCase(Locale.ROOT);
  }
}
