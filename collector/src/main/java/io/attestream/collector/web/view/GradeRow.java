package io.attestream.collector.web.view;

import io.attestream.checks.control.Control;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code grade} with its detail read.
 *
 * @param confidence HIGH, MEDIUM or LOW
 * @param automation the automation class for the providers in scope: F, P, W or N
 * @param fired the rules that fired, the worst first
 */
public record GradeRow(
    String control,
    String grade,
    String confidence,
    String automation,
    List<Rule> fired,
    long since,
    long assessedAt) {

  /**
   * A rule that fired.
   *
   * @param against what speaks against it
   */
  public record Rule(String rule, GradeBadge grade, String facts, String against) {}

  public GradeRow {
    fired = List.copyOf(fired);
  }

  /** How the control is shown. */
  public GradeBadge badge() {
    return GradeBadge.of(grade, automation.equals("N"));
  }

  /** Dots of three that stand for the confidence. */
  public int dots() {
    return switch (confidence) {
      case "HIGH" -> 3;
      case "MEDIUM" -> 2;
      default -> 1;
    };
  }

  /** All rows by control. */
  public static Map<String, GradeRow> all(Handle handle) {
    Map<String, GradeRow> rows = new HashMap<>();
    handle
        .createQuery("SELECT control, grade, confidence, detail, since, assessed_at FROM grade")
        .map(
            (row, context) ->
                of(
                    row.getString("control"),
                    row.getString("grade"),
                    row.getString("confidence"),
                    row.getString("detail"),
                    row.getLong("since"),
                    row.getLong("assessed_at")))
        .forEach(row -> rows.put(row.control(), row));
    return rows;
  }

  /** What is shown of a control that was never assessed. */
  public static GradeRow unassessed(Control control) {
    return new GradeRow(
        control.id(), "NO_EVIDENCE", "LOW", control.bestClass().name(), List.of(), 0, 0);
  }

  /** A row whose detail is still JSON; a detail that cannot be read says so as its only reason. */
  public static GradeRow of(
      String control, String grade, String confidence, String detail, long since, long assessedAt) {
    List<Rule> fired = new ArrayList<>();
    String automation = "";
    try {
      JsonObject read = new JsonObject(detail);
      JsonArray rules = read.getJsonArray("fired", new JsonArray());
      for (int i = 0; i < rules.size(); i++) {
        JsonObject rule = rules.getJsonObject(i);
        fired.add(
            new Rule(
                rule.getString("rule", ""),
                GradeBadge.of(rule.getString("grade", ""), false),
                rule.getString("facts", ""),
                rule.getString("against", "")));
      }
      @Nullable String given =
          read.getJsonObject("facts", new JsonObject()).getString("automation");
      automation = given == null ? "" : given;
    } catch (DecodeException | ClassCastException e) {
      fired.add(new Rule("", GradeBadge.NO_EVIDENCE, "The stored reasons cannot be read.", ""));
    }
    return new GradeRow(control, grade, confidence, automation, fired, since, assessedAt);
  }
}
