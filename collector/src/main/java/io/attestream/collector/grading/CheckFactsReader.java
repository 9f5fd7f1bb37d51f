package io.attestream.collector.grading;

import io.attestream.checks.model.Severity;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one check. */
final class CheckFactsReader {
  static final Set<String> KEYS =
      Set.of(
          "check",
          "role",
          "severity",
          "n",
          "f",
          "age",
          "units",
          "failingUnits",
          "failingIn",
          "ticketed",
          "stale",
          "evidence",
          "failDaysRatio",
          "recurrence",
          "exposure",
          "before");
  private static final List<String> SEVERITIES =
      List.of("C", "H", "M", "L", "critical", "high", "medium", "low");

  private final GradingParameters parameters;

  CheckFactsReader(GradingParameters parameters) {
    this.parameters = parameters;
  }

  CheckFacts read(FactFields fields, String otherwiseNamed) {
    long population = fields.count("n", 0);
    long failing = fields.count("f", 0);
    if (failing > population) {
      fields.problem("f", "'f' is " + failing + ", more than the 'n' of " + population);
      population = failing;
    }
    long age = fields.days("age", 0);
    Set<String> failingIn = new HashSet<>(fields.texts("failingIn"));
    int failingUnits = fields.few("failingUnits", failing > 0 ? Math.max(1, failingIn.size()) : 0);
    int units = fields.few("units", Math.max(population > 0 ? 1 : 0, failingUnits));
    if (failingUnits > units) {
      fields.problem(
          "failingUnits", "'failingUnits' is " + failingUnits + ", more than the units, " + units);
      units = failingUnits;
    }
    long staleHours = staleHours(fields);
    return new CheckFacts(
        fields.text("check", otherwiseNamed),
        fields.word("role", List.of("KEY", "SUP"), "KEY").equals("KEY")
            ? Role.KEY
            : Role.SUPPORTING,
        severity(fields),
        population,
        failing,
        failing > 0 ? age : 0,
        units,
        failingUnits,
        failingIn,
        fields.flag("ticketed", true),
        staleHours > 0,
        staleHours / 24,
        fields.share("failDaysRatio", 0),
        recurrence(fields),
        exposure(fields, age),
        before(fields));
  }

  private static Severity severity(FactFields fields) {
    if (!fields.has("severity")) {
      fields.problem("severity", "key 'severity' is missing");
    }
    return switch (fields.word("severity", SEVERITIES, "L")) {
      case "C", "critical" -> Severity.CRITICAL;
      case "H", "high" -> Severity.HIGH;
      case "M", "medium" -> Severity.MEDIUM;
      default -> Severity.LOW;
    };
  }

  /** How long past the time at which it went stale; 0 while it is fresh. */
  private long staleHours(FactFields fields) {
    long days = fields.days("stale", 0);
    return fields.inner(
        "evidence",
        Set.of("ageHours", "cadenceHours"),
        days * 24,
        evidence -> {
          long allowed = evidence.count("cadenceHours", 24) * parameters.evidence().staleCadences();
          return Math.max(days * 24, evidence.count("ageHours", 0) - allowed);
        });
  }

  /** A count, or for each return the days since the effective correction. */
  private int recurrence(FactFields fields) {
    Optional<YamlNode> node = fields.node("recurrence");
    if (node.isEmpty() || !(node.get() instanceof YamlNode.Sequence sequence)) {
      return fields.few("recurrence", 0);
    }
    List<Long> counted = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Scalar scalar
          && scalar.value() instanceof Long days
          && days >= 0) {
        if (days <= parameters.recurrence().windowDays()) {
          counted.add(days);
        }
      } else {
        fields.problem("recurrence", "'recurrence' must be a count or a list of whole days");
      }
    }
    return counted.size();
  }

  /** {@code true} stands for as long as the oldest failure. */
  private static long exposure(FactFields fields, long age) {
    boolean flag =
        fields.node("exposure").orElse(null) instanceof YamlNode.Scalar scalar
            && scalar.value() instanceof Boolean;
    if (flag) {
      return fields.flag("exposure", false) ? age : 0;
    }
    return fields.days("exposure", 0);
  }

  private static @Nullable Double before(FactFields fields) {
    if (!fields.has("before")) {
      return null;
    }
    return fields.inner(
        "before",
        Set.of("n", "f"),
        0.0,
        before -> {
          long population = before.count("n", 0);
          long failing = before.count("f", 0);
          if (failing > population || population == 0) {
            before.problem("f", "'before' needs an 'n' of at least 1 and of at least 'f'");
            return 0.0;
          }
          return (double) failing / population;
        });
  }
}
