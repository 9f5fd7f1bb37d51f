package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expression;
import io.attestream.checks.expression.ExpressionException;
import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Param;
import io.attestream.checks.model.Remediation;
import io.attestream.checks.model.Severity;
import io.attestream.checks.model.Strength;
import io.attestream.checks.path.ObservePath;
import io.attestream.evidence.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A check as a plain JSON value and back. Cases and file name are left out: they do not touch any
 * verdict.
 */
final class CheckJson {
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_ITEMS = 1_000;

  private CheckJson() {}

  static Map<String, Object> write(Check check) {
    Map<String, Object> json = new HashMap<>();
    json.put("id", check.id());
    json.put("version", (long) check.version());
    json.put("title", check.title());
    json.put("severity", check.severity().key());
    json.put("resource", check.resource());
    json.put("plan", check.plan());
    json.put("controls", check.controls().stream().map(CheckJson::write).toList());
    Map<String, Object> params = new HashMap<>();
    check.params().forEach((name, param) -> params.put(name, write(param)));
    json.put("params", params);
    json.put("observe", check.observe().stream().map(ObservePath::toString).toList());
    json.put("context", check.context().stream().map(ObservePath::toString).toList());
    check.applies().ifPresent(applies -> json.put("applies", applies));
    json.put("passes", check.passes());
    json.put("message", check.message());
    json.put("rationale", check.rationale());
    json.put("remediation", check.remediation().ways());
    json.put("references", check.references());
    return json;
  }

  private static Map<String, Object> write(ControlEdge edge) {
    return Map.of("id", edge.control(), "strength", edge.strength().key(), "why", edge.why());
  }

  private static Map<String, Object> write(Param param) {
    return Map.of(
        "type", param.type().key(),
        "default", param.defaultValue(),
        "description", param.description());
  }

  static Check read(JsonObject json, Expressions expressions) {
    String applies = json.has("applies") ? json.string("applies", MAX_TEXT) : null;
    String passes = json.string("passes", MAX_TEXT);
    boolean usesClock =
        usesClock(json, "passes", passes, expressions)
            | (applies != null && usesClock(json, "applies", applies, expressions));
    Map<String, Param> params = new LinkedHashMap<>();
    json.map("params").keySet().stream()
        .sorted()
        .forEach(name -> params.put(name, param(name, json.object("params").object(name))));
    Check check =
        new Check(
            json.string("id", 200),
            (int) json.integer("version", 1, Integer.MAX_VALUE),
            json.string("title", MAX_TEXT),
            choice(json, "severity", Severity.values(), Severity::key),
            json.string("resource", 200),
            json.strings("plan", MAX_ITEMS, 20),
            json.objects("controls", MAX_ITEMS).stream().map(CheckJson::edge).toList(),
            params,
            paths(json, "observe"),
            paths(json, "context"),
            applies,
            passes,
            usesClock,
            json.string("message", MAX_TEXT),
            json.string("rationale", MAX_TEXT),
            remediation(json.object("remediation")),
            json.strings("references", MAX_ITEMS, 1_000),
            List.of(),
            "pack");
    json.end();
    return check;
  }

  private static boolean usesClock(
      JsonObject json, String key, String source, Expressions expressions) {
    try {
      Expression expression = expressions.compile(source);
      return expression.usesClock();
    } catch (ExpressionException e) {
      throw json.fail(key, String.valueOf(e.getMessage()));
    }
  }

  private static Param param(String name, JsonObject json) {
    Param.Type type = choice(json, "type", Param.Type.values(), Param.Type::key);
    Object value =
        switch (type) {
          case INT -> json.integer("default", -(1L << 53) + 1, (1L << 53) - 1);
          case STRING -> json.string("default", MAX_TEXT);
          case BOOL -> json.bool("default");
          case STRINGS -> List.copyOf(json.strings("default", MAX_ITEMS, MAX_TEXT));
        };
    Param param = new Param(name, type, value, json.string("description", MAX_TEXT));
    json.end();
    return param;
  }

  private static ControlEdge edge(JsonObject json) {
    ControlEdge edge =
        new ControlEdge(
            json.string("id", 10),
            choice(json, "strength", Strength.values(), Strength::key),
            json.string("why", MAX_TEXT));
    json.end();
    return edge;
  }

  private static Remediation remediation(JsonObject json) {
    Remediation remediation =
        new Remediation(
            optional(json, "console"),
            optional(json, "cli"),
            optional(json, "terraform"),
            optional(json, "manifest"));
    json.end();
    return remediation;
  }

  private static String optional(JsonObject json, String key) {
    return json.has(key) ? json.string(key, MAX_TEXT) : "";
  }

  private static List<ObservePath> paths(JsonObject json, String key) {
    List<ObservePath> paths = new ArrayList<>();
    for (String text : json.strings(key, MAX_ITEMS, 500)) {
      try {
        paths.add(ObservePath.parse(text));
      } catch (IllegalArgumentException e) {
        throw json.fail(key, String.valueOf(e.getMessage()));
      }
    }
    return paths;
  }

  private static <E> E choice(JsonObject json, String key, E[] all, Function<E, String> name) {
    String given = json.string(key, 40);
    for (E one : all) {
      if (name.apply(one).equals(given)) {
        return one;
      }
    }
    throw json.fail(key, "'" + given + "' is not known");
  }
}
