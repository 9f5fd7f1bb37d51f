package io.attestream.checks.lint;

import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.model.Severity;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plan of what checks should show, in its order. Immutable. */
public final class Plan {
  private static final String FILE = "frameworks/plan.yaml";
  private static final Set<String> KEYS =
      Set.of("id", "provider", "severity", "controls", "holds", "note");

  private final Map<String, PlanRow> byId = new LinkedHashMap<>();

  private Plan(List<PlanRow> rows) {
    rows.forEach(row -> byId.put(row.id(), row));
  }

  /** The plan that ships with the product. */
  public static Plan bundled() {
    List<Problem> problems = new ArrayList<>();
    List<PlanRow> rows = new ArrayList<>();
    Optional<Fields> root =
        YamlReader.read(FILE, LintFiles.read(FILE), problems)
            .flatMap(node -> Fields.of(FILE, node, "the plan", Set.of("rows"), problems));
    for (YamlNode item : root.map(fields -> fields.list("rows")).orElse(List.of())) {
      Fields.of(FILE, item, "a row", KEYS, problems).ifPresent(fields -> row(fields, rows));
    }
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
    return new Plan(rows);
  }

  private static void row(Fields fields, List<PlanRow> rows) {
    Severity severity = fields.choice("severity", Severity.values(), Severity::key);
    if (severity != null) {
      rows.add(
          new PlanRow(
              fields.text("id"),
              fields.text("provider"),
              severity,
              fields.texts("controls"),
              fields.text("holds"),
              fields.text("note", "")));
    }
  }

  public List<PlanRow> rows() {
    return List.copyOf(byId.values());
  }

  public Optional<PlanRow> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
