package io.attestream.collector.grading;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import io.attestream.collector.assessment.ClauseFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.GradingParameters;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A facts file: one estate, several under {@code estates}, a list of controls, or one control. Strict:
 * all mistakes are found, each with file, line and the near key.
 */
public final class FactsFile {
  private static final Set<String> ESTATE =
      Set.of(
          "name",
          "stage",
          "day",
          "audit",
          "auditInDays",
          "parameters",
          "soaRecorded",
          "controls",
          "clauses",
          "expect");

  private final ControlRegistry registry;
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<GivenEstate> estates = new ArrayList<>();

  private FactsFile(ControlRegistry registry, String file) {
    this.registry = registry;
    this.file = file;
  }

  /**
   * Reads the bytes of a facts file, at most 1 MiB.
   *
   * @throws FactsException with every mistake
   */
  public static List<GivenEstate> read(ControlRegistry registry, String file, byte[] yaml)
      throws FactsException {
    FactsFile reader = new FactsFile(registry, file);
    YamlReader.readWithDecimals(file, yaml, reader.problems).ifPresent(reader::root);
    if (!reader.problems.isEmpty()) {
      throw new FactsException(reader.problems);
    }
    return reader.estates;
  }

  private void root(YamlNode node) {
    if (node instanceof YamlNode.Sequence controls) {
      estate(new YamlNode.Mapping(under("controls", controls), node.line()), 1);
    } else if (node instanceof YamlNode.Mapping mapping
        && mapping.entries().containsKey("control")) {
      YamlNode.Sequence one = new YamlNode.Sequence(List.of(node), node.line());
      estate(new YamlNode.Mapping(under("controls", one), node.line()), 1);
    } else if (node instanceof YamlNode.Mapping mapping
        && mapping.entries().containsKey("estates")) {
      FactFields.of(file, node, "the file", Set.of("estates"), problems)
          .ifPresent(
              fields -> {
                for (YamlNode estate : fields.list("estates")) {
                  estate(estate, estates.size() + 1);
                }
              });
    } else {
      estate(node, 1);
    }
  }

  private static Map<String, YamlNode.Entry> under(String key, YamlNode node) {
    return Map.of(key, new YamlNode.Entry(node, node.line()));
  }

  private void estate(YamlNode node, int number) {
    FactFields.of(file, node, "an estate", ESTATE, problems)
        .ifPresent(fields -> estates.add(estate(fields, number)));
  }

  private GivenEstate estate(FactFields fields, int number) {
    GradingParameters parameters =
        fields
            .node("parameters")
            .map(node -> ParametersReader.read(file, node, problems))
            .orElse(GradingParameters.DEFAULTS);
    if (!fields.has("controls") && !fields.has("clauses") && !fields.has("soaRecorded")) {
      fields.problem("controls", "nothing to grade: give 'controls' or 'clauses'");
    }
    Map<String, Expected> expectedControls = new HashMap<>();
    Map<String, Expected> expectedClauses = new HashMap<>();
    EstateFacts facts =
        new EstateFacts(
            fields.flag("soaRecorded", true),
            controls(fields, new ControlFactsReader(registry, parameters), expectedControls),
            clauses(fields, expectedClauses));
    acrossClauses(fields, expectedClauses);
    return new GivenEstate(
        fields.text("name", "estate " + number),
        stage(fields),
        auditInDays(fields),
        parameters,
        facts,
        expectedControls,
        expectedClauses);
  }

  private static int stage(FactFields fields) {
    int stage = fields.few("stage", 2);
    if (stage != 1 && stage != 2) {
      fields.problem("stage", "'stage' must be 1 or 2");
    }
    return stage;
  }

  private static List<ControlFacts> controls(
      FactFields fields, ControlFactsReader reader, Map<String, Expected> expected) {
    Map<String, ControlFacts> controls = new java.util.LinkedHashMap<>();
    fields.each(
        "controls",
        "a control",
        ControlFactsReader.KEYS,
        control -> {
          ControlFacts facts = reader.read(control);
          if (controls.put(facts.control(), facts) != null) {
            control.problem("control", "control " + facts.control() + " is there twice");
          }
          Expected.read(control).ifPresent(e -> expected.put(facts.control(), e));
        });
    return List.copyOf(controls.values());
  }

  private static List<ClauseFacts> clauses(FactFields fields, Map<String, Expected> expected) {
    Map<String, ClauseFacts> clauses = new java.util.LinkedHashMap<>();
    fields.each(
        "clauses",
        "a clause",
        ClauseFactsReader.KEYS,
        clause -> {
          ClauseFacts facts = ClauseFactsReader.read(clause);
          if (clauses.put(facts.clause(), facts) != null) {
            clause.problem("clause", "clause " + facts.clause() + " is there twice");
          }
          Expected.read(clause).ifPresent(e -> expected.put(facts.clause(), e));
        });
    return List.copyOf(clauses.values());
  }

  /** What should come out for clauses that the file gives no facts of, such as {@code 8.1/9.1}. */
  private void acrossClauses(FactFields fields, Map<String, Expected> expected) {
    for (YamlNode node : fields.list("expect")) {
      FactFields.of(file, node, "an expectation", Set.of("clause", "expect"), problems)
          .ifPresent(
              item -> Expected.read(item).ifPresent(e -> expected.put(item.numbered("clause"), e)));
    }
  }

  private static Optional<Long> auditInDays(FactFields fields) {
    if (fields.has("auditInDays")) {
      return Optional.of(fields.days("auditInDays", 0));
    }
    Optional<LocalDate> audit = fields.date("audit");
    if (audit.isEmpty()) {
      return Optional.empty();
    }
    Optional<LocalDate> day = fields.date("day");
    if (day.isEmpty()) {
      fields.problem("audit", "'audit' needs 'day', the day on which these facts hold");
      return Optional.empty();
    }
    long days = ChronoUnit.DAYS.between(day.get(), audit.get());
    if (days < 0 || days > FactFields.MAX_DAYS) {
      fields.problem("audit", "'audit' must not be before 'day', nor a century after it");
      return Optional.empty();
    }
    return Optional.of(days);
  }
}
