package io.attestream.collector.web.grading;

import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.grading.ParameterValues;
import io.attestream.collector.parameters.ParametersTable;
import io.attestream.collector.parameters.ParametersVersion;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The grading parameters in force and how they came about.
 *
 * @param version 0 while the defaults hold
 * @param past changes, the newest first
 * @param problems why nothing was changed
 */
public record GradingView(long version, List<Line> lines, List<Past> past, List<String> problems) {
  public GradingView {
    lines = List.copyOf(lines);
    past = List.copyOf(past);
    problems = List.copyOf(problems);
  }

  /**
   * A parameter.
   *
   * @param standard its default
   */
  public record Line(String key, String value, String standard, String unit, String meaning) {
    public boolean changed() {
      return !value.equals(standard);
    }
  }

  /** A version and what it changed. */
  public record Past(long version, String by, When at, String reason, List<Change> changes) {}

  /** One value that changed; an empty text where a severity is left out. */
  public record Change(String key, String from, String to) {}

  public static GradingView load(Handle handle, Instant now, List<String> problems) {
    ParametersVersion current = ParametersTable.current(handle);
    Map<String, String> standard = ParameterValues.of(GradingParameters.DEFAULTS);
    List<Line> lines =
        ParameterValues.entries(current.parameters()).stream()
            .map(
                e ->
                    new Line(
                        e.key(),
                        e.value(),
                        standard.getOrDefault(e.key(), ""),
                        e.unit(),
                        e.meaning()))
            .toList();
    List<ParametersVersion> newest = ParametersTable.newest(handle);
    List<Past> past = new ArrayList<>();
    for (int i = 0; i < newest.size(); i++) {
      ParametersVersion version = newest.get(i);
      Map<String, String> before =
          i + 1 < newest.size() ? ParameterValues.of(newest.get(i + 1).parameters()) : standard;
      past.add(
          new Past(
              version.version(),
              version.by(),
              When.of(version.at(), now),
              version.reason(),
              changes(before, ParameterValues.of(version.parameters()))));
    }
    return new GradingView(current.version(), lines, past, problems);
  }

  private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
    List<Change> changes = new ArrayList<>();
    after.forEach(
        (key, value) -> {
          String was = before.getOrDefault(key, "");
          if (!was.equals(value)) {
            changes.add(new Change(key, was, value));
          }
        });
    return changes;
  }
}
