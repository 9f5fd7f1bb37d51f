package io.attestream.collector.grading;

import io.attestream.checks.model.Severity;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.collector.assessment.GradingParameters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads grading parameters: a key is a record component of {@link GradingParameters}; what is left out
 * keeps its default.
 */
public final class ParametersReader {
  private static final Set<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::key).collect(Collectors.toUnmodifiableSet());

  private ParametersReader() {}

  /** Reads a mapping of parameters; every mistake goes to {@code problems}. */
  public static GradingParameters read(String file, YamlNode node, List<Problem> problems) {
    return (GradingParameters)
        record(file, node, "the parameters", GradingParameters.DEFAULTS, problems);
  }

  private static Object record(
      String file, YamlNode node, String what, Object defaults, List<Problem> problems) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Set<String> keys =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    Optional<FactFields> fields = FactFields.of(file, node, what, keys, problems);
    if (fields.isEmpty()) {
      return defaults;
    }
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(fields.get(), components[i], of(components[i], defaults));
    }
    try {
      return defaults.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable refused = e.getTargetException();
      problems.add(new Problem(file, node.line(), what + ": " + refused.getMessage()));
      return defaults;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + defaults.getClass(), e);
    }
  }

  private static Object value(FactFields fields, RecordComponent component, Object otherwise) {
    String key = component.getName();
    if (otherwise instanceof Record) {
      return fields
          .node(key)
          .map(node -> record(fields.file(), node, "'" + key + "'", otherwise, fields.problems()))
          .orElse(otherwise);
    }
    if (otherwise instanceof Map<?, ?> map) {
      return fields.has(key) ? bySeverity(fields, key) : map;
    }
    if (otherwise instanceof Long days) {
      return fields.days(key, days);
    }
    if (otherwise instanceof Double share) {
      return fields.share(key, share);
    }
    int count = fields.few(key, (Integer) otherwise);
    if (count < 1) {
      fields.problem(key, "'" + key + "' must be at least 1");
    }
    return count;
  }

  /** A mapping that is given replaces the default as a whole, so that a severity can be left out. */
  private static Map<Severity, Long> bySeverity(FactFields fields, String key) {
    Map<Severity, Long> days = new EnumMap<>(Severity.class);
    fields.inner(
        key,
        SEVERITIES,
        days,
        inner -> {
          for (Severity severity : Severity.values()) {
            if (inner.has(severity.key())) {
              days.put(severity, inner.days(severity.key(), 0));
            }
          }
          return days;
        });
    return days;
  }

  static Object of(RecordComponent component, Object record) {
    try {
      @Nullable Object value = component.getAccessor().invoke(record);
      if (value == null) {
        throw new IllegalStateException(component.getName() + " has no default");
      }
      return value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component.getName(), e);
    }
  }
}
