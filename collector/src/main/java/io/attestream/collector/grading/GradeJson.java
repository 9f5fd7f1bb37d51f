package io.attestream.collector.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.EstateAssessment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grades as JSON; the shape is in docs/grading.md. */
public final class GradeJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private GradeJson() {}

  public static String of(List<GradedEstate> estates) {
    try {
      return JSON.writeValueAsString(
          Map.of("estates", estates.stream().map(GradeJson::estate).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grades are plain text and numbers", e);
    }
  }

  private static Map<String, Object> estate(GradedEstate estate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", estate.given().name());
    json.put("stage", estate.given().stage());
    json.put("worst", estate.worst().name());
    json.putAll(grades(estate.now(), estate.given().stage()));
    estate
        .forecast()
        .ifPresent(
            then -> {
              Map<String, Object> forecast = new LinkedHashMap<>();
              forecast.put("days", estate.given().auditInDays().orElse(0L));
              forecast.putAll(grades(then, estate.given().stage()));
              json.put("forecast", forecast);
            });
    json.put("differences", estate.differences());
    return json;
  }

  private static Map<String, Object> grades(EstateAssessment grades, int stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> controls = new ArrayList<>();
    grades
        .controls()
        .forEach((control, a) -> controls.add(assessment("control", control, a, stage)));
    List<Object> clauses = new ArrayList<>();
    grades.clauses().forEach((clause, a) -> clauses.add(assessment("clause", clause, a, stage)));
    json.put("controls", controls);
    json.put("clauses", clauses);
    return json;
  }

  private static Map<String, Object> assessment(
      String key, String id, Assessment assessment, int stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(key, id);
    json.put("grade", assessment.grade().name());
    json.put("words", stage == 1 ? assessment.grade().stageOneWords() : assessment.grade().words());
    json.put("confidence", assessment.confidence().name());
    json.put(
        "fired",
        assessment.fired().stream()
            .map(
                fired -> {
                  Map<String, Object> rule = new LinkedHashMap<>();
                  rule.put("rule", fired.rule());
                  rule.put("grade", fired.grade().name());
                  rule.put("facts", fired.facts());
                  rule.put("against", fired.against());
                  return rule;
                })
            .toList());
    return json;
  }
}
