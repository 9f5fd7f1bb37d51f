package io.attestream.collector.parameters;

import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.grading.ParameterValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Where parameters are changed. Every method blocks. */
public final class ParametersDesk {
  private static final int LONGEST_REASON = 500;

  private final Set<String> controls;
  private final Decisions decisions;

  public ParametersDesk(ControlRegistry registry, Decisions decisions) {
    this.controls =
        registry.controls().stream().map(Control::id).collect(Collectors.toUnmodifiableSet());
    this.decisions = decisions;
  }

  /**
   * Replaces these values; the others stay. All grades are assessed anew.
   *
   * @param values by key, as {@link ParameterValues} has them
   * @return the new version
   */
  public long change(String by, Map<String, String> values, String reason) {
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw new DecisionRefused("a reason of at most " + LONGEST_REASON + " characters is needed");
    }
    return decisions.decide(
        by, (handle, index, now) -> change(handle, index, now, by, values, why));
  }

  private Decision<Long> change(
      Handle handle, long index, Instant now, String by, Map<String, String> values, String why) {
    ParametersVersion before = ParametersTable.current(handle);
    Map<String, String> old = ParameterValues.of(before.parameters());
    Map<String, String> wanted = new HashMap<>(old);
    wanted.putAll(values);
    List<String> problems = new ArrayList<>();
    GradingParameters parameters = ParameterValues.parse(wanted, problems);
    DecisionRefused.unlessFree(problems);
    Map<String, Object> changes = new TreeMap<>();
    ParameterValues.of(parameters)
        .forEach(
            (key, value) -> {
              String was = old.getOrDefault(key, "");
              if (!value.equals(was)) {
                changes.put(key, Map.of("from", was, "to", value));
              }
            });
    if (changes.isEmpty()) {
      throw new DecisionRefused("these are the values that are in force");
    }
    long version = before.version() + 1;
    ParametersTable.add(handle, new ParametersVersion(version, by, now, why, parameters), index);
    return new Decision<>(
        "grading-parameters",
        "grading-parameters/" + version,
        Map.of("version", version, "reason", why, "changes", changes),
        controls,
        version);
  }
}
