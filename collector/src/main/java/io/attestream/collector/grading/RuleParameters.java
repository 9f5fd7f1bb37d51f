package io.attestream.collector.grading;

import io.attestream.collector.assessment.GradingParameters;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parameters a rule looks at: a key, or the beginning of keys that ends in a dot. */
public final class RuleParameters {
  private static final List<String> GRACE = List.of("graceDays.");

  /** What the register of nonconformities looks at. */
  static final List<String> REGISTER = List.of("majorSteps.", "minorSteps.", "ofiSteps.");

  /** Each rule that has a parameter. */
  static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("G2", List.of("soa.unjustifiedMajor")),
          Map.entry("G4", List.of("soa.overdueMajorDays")),
          Map.entry("M1", List.of("absence.")),
          Map.entry("M2", List.of("systemic.", "majorAgeDays.")),
          Map.entry("M3", List.of("aggregation.", "graceDays.")),
          Map.entry("M4", List.of("recurrence.")),
          Map.entry(
              "M5",
              List.of(
                  "actions.", "majorSteps.implementationDays", "minorSteps.implementationDays")),
          Map.entry("N1", GRACE),
          Map.entry("N2", GRACE),
          Map.entry("N5", List.of("manual.minorDays")),
          Map.entry("N6", List.of("lapses.", "period.", "graceDays.")),
          Map.entry("E1", List.of("evidence.staleCadences")),
          Map.entry("E2", List.of("evidence.coverage", "evidence.staleCadences")),
          Map.entry("O1", GRACE),
          Map.entry("O2", GRACE),
          Map.entry("O3", List.of("exceptions.")),
          Map.entry("O4", List.of("worsening.")),
          Map.entry(
              "O5",
              List.of(
                  "evidence.coverageFull",
                  "evidence.periodCoverageFull",
                  "evidence.staleCadences",
                  "period.")),
          Map.entry("O6", List.of("manual.")),
          Map.entry("X1", List.of("across.sharedControls")),
          Map.entry("X2", List.of("across.untrackedDays", "across.untrackedControls")),
          Map.entry("CL2", List.of("clauses.overdueMinorDays", "clauses.overdueMajorDays")),
          Map.entry("CL3", List.of("clauses.missingInputsMajor")),
          Map.entry("CL4", List.of("clauses.cycleCoverage")),
          Map.entry("CL6", List.of("clauses.causeDays")),
          Map.entry("FC", List.of("forecast.")));

  private RuleParameters() {}

  /** Those of the rules that fired, in the order of the document. */
  public static List<ParameterValues.Entry> of(
      Collection<String> rules, GradingParameters parameters) {
    Set<String> wanted = new LinkedHashSet<>();
    rules.forEach(rule -> wanted.addAll(KEYS.getOrDefault(rule, List.of())));
    return ParameterValues.entries(parameters).stream()
        .filter(entry -> wanted.stream().anyMatch(key -> covers(key, entry.key())))
        .toList();
  }

  static boolean covers(String key, String parameter) {
    return key.endsWith(".") ? parameter.startsWith(key) : parameter.equals(key);
  }
}
