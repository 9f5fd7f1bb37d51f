package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expression;
import io.attestream.checks.expression.ExpressionException;
import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.checks.model.ControlEdge;
import io.attestream.checks.model.Param;
import io.attestream.checks.model.Remediation;
import io.attestream.checks.model.Severity;
import io.attestream.checks.model.Strength;
import io.attestream.checks.path.ObservePath;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the file of one check. */
final class CheckReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:[.-][a-z0-9]+)+");
  private static final Pattern TYPE =
      Pattern.compile("(?:aws|k8s)(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+");
  private static final Pattern PLAN = Pattern.compile("[A-Z0-9]{2,4}-[0-9]{2}");
  private static final Pattern CONTROL = Pattern.compile("[5-8]\\.[1-9][0-9]?");
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");
  private static final Set<String> KEYS =
      keys(
          "id plan version title severity resource controls params observe context applies passes"
              + " message rationale remediation references cases");

  private final String file;
  private final Expressions expressions;
  private final List<Problem> problems;

  CheckReader(String file, Expressions expressions, List<Problem> problems) {
    this.file = file;
    this.expressions = expressions;
    this.problems = problems;
  }

  static Set<String> keys(String words) {
    return new LinkedHashSet<>(List.of(words.split(" ")));
  }

  /** The check, or empty when the file has mistakes; they are in the list of problems then. */
  Optional<Check> read(byte[] bytes) {
    int before = problems.size();
    return YamlReader.read(file, bytes, problems)
        .flatMap(node -> Fields.of(file, node, "a check", KEYS, problems))
        .flatMap(this::check)
        .filter(check -> problems.size() == before);
  }

  private Optional<Check> check(Fields fields) {
    String resource = matching(fields, "resource", TYPE, "a resource type such as aws.s3.bucket");
    String id = matching(fields, "id", ID, "an id such as aws.s3.bucket.versioning-enabled");
    if (!id.startsWith(resource + ".")) {
      fields.problem(fields.line("id"), "id must begin with the resource type '" + resource + ".'");
    }
    Severity severity = fields.choice("severity", Severity.values(), Severity::key);
    Map<String, Param> params = params(fields);
    List<ObservePath> observe = paths(fields, "observe");
    List<ObservePath> context = paths(fields, "context");
    if (!fields.has("observe")) {
      fields.problem(fields.line(), "key 'observe' is missing");
    }
    Optional<Expression> passes = expression(fields, "passes");
    Optional<Expression> applies =
        fields.has("applies") ? expression(fields, "applies") : Optional.empty();
    boolean usesClock =
        passes.map(Expression::usesClock).orElse(false)
            || applies.map(Expression::usesClock).orElse(false);
    new ExpressionRules(fields, params, observe, context).check(passes, applies);
    List<CheckCase> cases = new CaseReader(file, fields, params, problems).read();
    int version = fields.number("version", 1);
    String title = sentence(fields, "title");
    List<ControlEdge> controls = controls(fields);
    String message = sentence(fields, "message");
    String rationale = sentence(fields, "rationale");
    Remediation remediation = remediation(fields);
    List<String> references = references(fields);
    if (severity == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Check(
            id,
            version,
            title,
            severity,
            resource,
            plan(fields),
            controls,
            params,
            observe,
            context,
            fields.has("applies") ? fields.text("applies") : null,
            fields.text("passes"),
            usesClock,
            message,
            rationale,
            remediation,
            references,
            cases,
            file));
  }

  private static String matching(Fields fields, String key, Pattern pattern, String what) {
    String text = fields.text(key);
    if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      fields.problem(fields.valueLine(key), "'" + key + "' is '" + text + "', expected " + what);
    }
    return text;
  }

  private static String sentence(Fields fields, String key) {
    return fields.text(key).replaceAll("\\s+", " ");
  }

  private static List<String> plan(Fields fields) {
    List<String> plan = fields.texts("plan");
    for (String row : plan) {
      if (!PLAN.matcher(row).matches()) {
        fields.problem(fields.line("plan"), "'" + row + "' is no plan id such as S3-01");
      }
    }
    return plan;
  }

  private List<ControlEdge> controls(Fields fields) {
    List<ControlEdge> edges = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (YamlNode item : fields.list("controls")) {
      Fields.of(file, item, "a control edge", keys("id strength why"), problems)
          .ifPresent(edge -> edge(edge, seen, edges));
    }
    if (edges.isEmpty()) {
      fields.problem(fields.line("controls"), "a check needs at least one control");
    }
    return edges;
  }

  private static void edge(Fields fields, Set<String> seen, List<ControlEdge> edges) {
    String control = matching(fields, "id", CONTROL, "an Annex A number such as \"8.15\"");
    Strength strength = fields.choice("strength", Strength.values(), Strength::key);
    String why = sentence(fields, "why");
    if (!seen.add(control)) {
      fields.problem(fields.line("id"), "control " + control + " is there twice");
    }
    if (strength != null) {
      edges.add(new ControlEdge(control, strength, why));
    }
  }

  private Map<String, Param> params(Fields fields) {
    Map<String, Param> params = new LinkedHashMap<>();
    fields
        .entries("params")
        .forEach(
            (name, entry) -> {
              if (!NAME.matcher(name).matches()) {
                fields.problem(entry.line(), "parameter '" + name + "' must be in lowerCamelCase");
              }
              Fields.of(
                      file,
                      entry.value(),
                      "a parameter",
                      keys("type default description"),
                      problems)
                  .flatMap(param -> param(name, param))
                  .ifPresent(param -> params.put(name, param));
            });
    return params;
  }

  private static Optional<Param> param(String name, Fields fields) {
    Param.Type type = fields.choice("type", Param.Type.values(), Param.Type::key);
    String description = sentence(fields, "description");
    Optional<Object> value = fields.node("default").map(PlainJson::of);
    if (value.isEmpty()) {
      fields.problem(fields.line(), "parameter '" + name + "' has no default");
    }
    if (type == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (!type.accepts(value.get())) {
      fields.problem(fields.valueLine("default"), "default must be of type " + type.key());
      return Optional.empty();
    }
    return Optional.of(new Param(name, type, value.get(), description));
  }

  private static List<ObservePath> paths(Fields fields, String key) {
    List<ObservePath> paths = new ArrayList<>();
    for (YamlNode item : fields.list(key)) {
      if (!(item instanceof YamlNode.Scalar scalar) || !(scalar.value() instanceof String text)) {
        fields.problem(item.line(), "a path must be text");
        continue;
      }
      try {
        paths.add(ObservePath.parse(text.strip()));
      } catch (IllegalArgumentException e) {
        fields.problem(item.line(), String.valueOf(e.getMessage()));
      }
    }
    return paths;
  }

  private Optional<Expression> expression(Fields fields, String key) {
    String source = fields.text(key);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(expressions.compile(source));
    } catch (ExpressionException e) {
      for (ExpressionException.Mistake mistake : e.mistakes()) {
        fields.problem(
            fields.valueLine(key) + mistake.line() - 1,
            "'" + key + "' column " + mistake.column() + ": " + mistake.message());
      }
      return Optional.empty();
    }
  }

  private Remediation remediation(Fields fields) {
    Optional<Fields> ways =
        fields
            .node("remediation")
            .flatMap(
                node ->
                    Fields.of(
                        file,
                        node,
                        "'remediation'",
                        keys("console cli terraform manifest"),
                        problems));
    Remediation remediation =
        ways.map(
                way ->
                    new Remediation(
                        way.text("console", ""),
                        way.text("cli", ""),
                        way.text("terraform", ""),
                        way.text("manifest", "")))
            .orElse(new Remediation("", "", "", ""));
    if (remediation.ways().isEmpty()) {
      fields.problem(
          fields.line("remediation"),
          "'remediation' needs at least one of console, cli, terraform, manifest");
    }
    return remediation;
  }

  private static List<String> references(Fields fields) {
    List<String> references = fields.texts("references");
    if (references.isEmpty()) {
      fields.problem(fields.line("references"), "a check needs at least one reference");
    }
    for (String reference : references) {
      if (!reference.startsWith("https://")) {
        fields.problem(fields.line("references"), "'" + reference + "' is no https link");
      }
    }
    return references;
  }
}
