package io.attestream.checks.lint;

import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Findings that are known and accepted, each with its reason. The list must be exact: a finding
 * that is not in it and an entry that is no longer found are both mistakes.
 *
 * @param whyByKey reason by {@link Finding#key}
 */
public record Accepted(Map<String, String> whyByKey) {
  private static final String FILE = "frameworks/accepted-findings.yaml";

  public Accepted {
    whyByKey = Map.copyOf(whyByKey);
  }

  /** The list that ships with the bundled catalogue. */
  public static Accepted bundled() {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> whyByKey = new TreeMap<>();
    List<YamlNode> items =
        YamlReader.read(FILE, LintFiles.read(FILE), problems)
            .flatMap(node -> Fields.of(FILE, node, "the file", Set.of("accepted"), problems))
            .map(fields -> fields.list("accepted"))
            .orElse(List.of());
    for (YamlNode item : items) {
      Fields.of(FILE, item, "an entry", Set.of("finding", "why"), problems)
          .ifPresent(fields -> whyByKey.put(fields.text("finding"), fields.text("why")));
    }
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
    return new Accepted(whyByKey);
  }

  /** The findings that block and are not accepted. */
  public List<Finding> open(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.rule().blocks() && !whyByKey.containsKey(finding.key()))
        .toList();
  }

  /** Accepted entries that nothing finds any more. */
  public List<String> stale(List<Finding> findings) {
    Set<String> found = new LinkedHashSet<>();
    findings.forEach(finding -> found.add(finding.key()));
    return whyByKey.keySet().stream().filter(key -> !found.contains(key)).sorted().toList();
  }

  /**
   * The file as it would be exact for these findings: reasons of known entries are kept, new ones
   * get a general one that a person should replace.
   */
  public String exactFile(List<Finding> findings) {
    StringBuilder yaml =
        new StringBuilder(
            "# Findings of the lint that are known and accepted; the list must be exact."
                + " docs/recipes.md says how\n# to bring it up to date.\naccepted:");
    List<Finding> blocking = findings.stream().filter(f -> f.rule().blocks()).toList();
    if (blocking.isEmpty()) {
      return yaml.append(" []\n").toString();
    }
    yaml.append('\n');
    for (Finding finding : blocking) {
      yaml.append("  - finding: ").append(finding.key()).append('\n');
      String why = whyByKey.getOrDefault(finding.key(), general(finding.rule()));
      yaml.append("    why: ").append(why).append('\n');
    }
    return yaml.toString();
  }

  private static String general(Finding.Rule rule) {
    return switch (rule) {
      case NO_KEY_CHECK -> "Open; its checks are not written yet.";
      case SAME_CHECKS -> "Open; more checks will tell these controls apart.";
      case UNKNOWN_CONTROL,
          EDGE_TO_MANUAL_CONTROL,
          EDGE_TOO_STRONG,
          UNKNOWN_PLAN_ROW,
          SAME_TITLE,
          PLAN_ROW_OPEN,
          OTHER_SEVERITY ->
          "Open; to be decided.";
    };
  }
}
