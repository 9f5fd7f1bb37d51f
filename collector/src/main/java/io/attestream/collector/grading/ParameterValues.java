package io.attestream.collector.grading;

import io.attestream.checks.model.Severity;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlReader;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.Meaning;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Grading parameters as texts by key: {@code worsening.relative} is {@code 0.5}, {@code graceDays.high}
 * is {@code 7}. A severity that is left out is an empty text.
 */
public final class ParameterValues {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final String FILE = "parameters";

  private ParameterValues() {}

  /**
   * A parameter.
   *
   * @param unit days, count or share
   */
  public record Entry(String key, String value, String unit, String meaning) {}

  /** All of them, in the order of the document. */
  public static List<Entry> entries(GradingParameters parameters) {
    List<Entry> entries = new ArrayList<>();
    collect("", parameters, entries);
    return entries;
  }

  public static Map<String, String> of(GradingParameters parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    entries(parameters).forEach(entry -> values.put(entry.key(), entry.value()));
    return values;
  }

  private static void collect(String prefix, Object record, List<Entry> entries) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = ParametersReader.of(component, record);
      String key = prefix + component.getName();
      if (value instanceof Record) {
        collect(key + ".", value, entries);
        continue;
      }
      String meaning = Objects.requireNonNull(component.getAnnotation(Meaning.class), key).value();
      if (value instanceof Map<?, ?> bySeverity) {
        for (Severity severity : Severity.values()) {
          Object days = bySeverity.get(severity);
          entries.add(
              new Entry(
                  key + "." + severity.key(),
                  days == null ? "" : days.toString(),
                  "days",
                  meaning));
        }
      } else {
        entries.add(new Entry(key, String.valueOf(value), unit(value), meaning));
      }
    }
  }

  static String unit(Object value) {
    if (value instanceof Double) {
      return "share";
    }
    return value instanceof Integer ? "count" : "days";
  }

  /**
   * Reads values; a key that is not there keeps its default.
   *
   * @param problems gets a sentence for every mistake
   */
  public static GradingParameters parse(Map<String, String> values, List<String> problems) {
    Map<String, String> all = of(GradingParameters.DEFAULTS);
    values.forEach(
        (key, text) -> {
          Optional<String> problem = problem(all, key, text.strip());
          problem.ifPresentOrElse(problems::add, () -> all.put(key, text.strip()));
        });
    if (!problems.isEmpty()) {
      return GradingParameters.DEFAULTS;
    }
    List<Problem> found = new ArrayList<>();
    GradingParameters read =
        YamlReader.readWithDecimals(FILE, nested(all).getBytes(StandardCharsets.UTF_8), found)
            .map(node -> ParametersReader.read(FILE, node, found))
            .orElse(GradingParameters.DEFAULTS);
    found.forEach(problem -> problems.add(problem.message()));
    return read;
  }

  private static Optional<String> problem(Map<String, String> known, String key, String text) {
    if (!known.containsKey(key)) {
      return Optional.of("there is no parameter '" + key + "'");
    }
    boolean bySeverity = key.startsWith("graceDays.") || key.startsWith("majorAgeDays.");
    if (!NUMBER.matcher(text).matches() && !(bySeverity && text.isEmpty())) {
      return Optional.of(key + " is '" + text + "', expected a number");
    }
    return Optional.empty();
  }

  /** As a YAML flow mapping; the texts are numbers. */
  private static String nested(Map<String, String> values) {
    Map<String, List<String>> groups = new TreeMap<>();
    List<String> members = new ArrayList<>();
    values.forEach(
        (key, text) -> {
          int dot = key.indexOf('.');
          if (dot < 0) {
            members.add(key + ": " + text);
          } else {
            List<String> group =
                groups.computeIfAbsent(key.substring(0, dot), g -> new ArrayList<>());
            if (!text.isEmpty()) {
              group.add(key.substring(dot + 1) + ": " + text);
            }
          }
        });
    groups.forEach((group, inner) -> members.add(group + ": {" + String.join(", ", inner) + "}"));
    return "{" + String.join(", ", members) + "}";
  }
}
