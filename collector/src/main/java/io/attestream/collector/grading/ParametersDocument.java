package io.attestream.collector.grading;

import io.attestream.checks.model.Severity;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.Meaning;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes {@code docs/grading-parameters.md}; a test compares it with what is committed. */
public final class ParametersDocument {
  private ParametersDocument() {}

  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Grading parameters\n\n");
    text.append(
        "Generated from `GradingParameters`. ISO fixes none of these numbers; each is a default that an\n");
    text.append(
        "organisation replaces by its own documented rule: on the page **Grading parameters**, for what a\n");
    text.append(
        "collector grades, or under `parameters:` of a facts file. What a file leaves out keeps its\n");
    text.append("default; a map by severity is replaced as a whole.\n\n");
    text.append("| key | default | unit | meaning |\n|---|---|---|---|\n");
    rows("", GradingParameters.DEFAULTS, text);
    return text.toString();
  }

  private static void rows(String prefix, Object record, StringBuilder text) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = ParametersReader.of(component, record);
      String key = prefix + component.getName();
      if (value instanceof Record) {
        rows(key + ".", value, text);
        continue;
      }
      Meaning meaning =
          Objects.requireNonNull(component.getAnnotation(Meaning.class), key + " has no meaning");
      text.append("| `").append(key).append("` | ");
      text.append(value instanceof Map<?, ?> map ? bySeverity(map) : String.valueOf(value));
      text.append(" | ").append(ParameterValues.unit(value)).append(" | ");
      text.append(meaning.value()).append(" |\n");
    }
  }

  private static String bySeverity(Map<?, ?> map) {
    List<String> days = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      if (map.get(severity) instanceof Long value) {
        days.add(severity.key() + " " + value);
      }
    }
    return String.join(", ", days);
  }
}
