package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Grade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A readiness as JSON members; the shape is {@code Readiness} of the REST contract. */
public final class ReadinessJson {
  private ReadinessJson() {}

  public static Map<String, Object> of(Readiness readiness) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("today", readiness.plan().today().toString());
    json.put("audit", readiness.plan().audit().toString());
    json.put("days", readiness.plan().days());
    json.put("stage", readiness.plan().stage1() ? 1 : 2);
    json.put("now", counts(readiness.now()));
    json.put("then", counts(readiness.then()));
    json.put("fixFirst", readiness.fixes().stream().map(fix -> fix(readiness, fix)).toList());
    json.put("items", readiness.items().stream().map(item -> item(readiness, item)).toList());
    json.put("unassessedClauses", readiness.unassessed());
    return json;
  }

  private static Map<String, Object> counts(Map<Grade, Long> counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    counts.forEach((grade, count) -> json.put(grade.name(), count));
    return json;
  }

  private static Map<String, Object> fix(Readiness readiness, Fix fix) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", fix.control());
    json.put("title", fix.title());
    json.put("from", fix.from().name());
    json.put("fromWords", readiness.words(fix.from()));
    json.put("to", fix.to().name());
    json.put("toWords", readiness.words(fix.to()));
    json.put("resources", fix.resources());
    json.put(
        "checks",
        fix.checks().stream()
            .map(failing -> members("check", failing.check(), "resources", failing.resources()))
            .toList());
    return json;
  }

  private static Map<String, Object> item(Readiness readiness, Forecast item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", item.kind().name());
    json.put("id", item.id());
    json.put("title", item.title());
    json.put("now", assessment(readiness, item.now()));
    json.put("then", assessment(readiness, item.then()));
    json.put(
        "turns",
        item.turns().stream()
            .map(turn -> members("on", turn.on().toString(), "grade", turn.grade().name()))
            .toList());
    json.put("by", item.by().toString());
    return json;
  }

  private static Map<String, Object> assessment(Readiness readiness, Assessment assessment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("grade", assessment.grade().name());
    json.put("words", readiness.words(assessment.grade()));
    json.put("confidence", assessment.confidence().name());
    List<Object> rules = new java.util.ArrayList<>();
    assessment
        .fired()
        .forEach(
            fired -> {
              Map<String, Object> rule = new LinkedHashMap<>();
              rule.put("rule", fired.rule());
              rule.put("grade", fired.grade().name());
              rule.put("facts", fired.facts());
              rule.put("against", fired.against());
              rule.put("need", Need.of(fired));
              rules.add(rule);
            });
    json.put("rules", rules);
    return json;
  }

  private static Map<String, Object> members(String a, Object first, String b, Object second) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(a, first);
    json.put(b, second);
    return json;
  }
}
