package io.attestream.agent.config;

import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.yaml.YamlNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of YAML nodes and environment variables. A component is a scalar (see {@link
 * Scalars}), a section (a record), a list of either, or a free map. One instance reads one file.
 */
final class Binder {
  private final String file;
  private final Map<String, String> environment;
  private final List<String> problems;

  Binder(String file, Map<String, String> environment, List<String> problems) {
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  /** The record, or empty when something was wrong; then there are new problems. */
  <R extends Record> Optional<R> bind(Class<R> type, Optional<YamlNode> root) {
    misspelt(type);
    int before = problems.size();
    Object value = section(type, root.orElse(null), "");
    return problems.size() > before || value == null
        ? Optional.empty()
        : Optional.of(type.cast(value));
  }

  private @Nullable Object section(Class<?> type, @Nullable YamlNode node, String path) {
    int before = problems.size();
    Map<String, YamlNode.Entry> entries = entries(type, node, path);
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    entries.forEach(
        (key, entry) -> {
          if (!names.contains(key)) {
            problem(entry.line(), "unknown key '" + key + "'" + meant(key, names));
          }
        });
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] =
          component(
              components[i],
              entries.get(names.get(i)),
              path.isEmpty() ? names.get(i) : path + "." + names.get(i),
              line(node));
    }
    return problems.size() > before ? null : construct(type, types, arguments, line(node), path);
  }

  private Map<String, YamlNode.Entry> entries(Class<?> type, @Nullable YamlNode node, String path) {
    if (node == null) {
      return Map.of();
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries();
    }
    if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.value().equals(Boolean.TRUE)) {
        return Map.of();
      }
      RecordComponent first = type.getRecordComponents()[0];
      if (scalar.value() instanceof String && first.getAnnotation(Key.class).required()) {
        return Map.of(first.getName(), new YamlNode.Entry(node, node.line()));
      }
    }
    problem(node.line(), quoted(path) + " must be a map, it is " + node.shape());
    return Map.of();
  }

  private @Nullable Object component(
      RecordComponent component, YamlNode.@Nullable Entry entry, String path, int parentLine) {
    Key key = component.getAnnotation(Key.class);
    Class<?> type = component.getType();
    YamlNode node = entry == null ? null : entry.value();
    if (type.isRecord() && type != Secret.class) {
      return section(type, node, path);
    }
    if (type == List.class) {
      return list(component, node, path);
    }
    if (type == Map.class) {
      return map(node, path);
    }
    String variable = EnvironmentNames.of(path);
    String override = path.contains("[") ? null : environment.get(variable);
    if (override != null) {
      return scalar(type, key, override, "environment " + variable, path);
    }
    if (node == null) {
      if (key.required()) {
        problem(parentLine, quoted(path) + " is missing");
        return null;
      }
      return Scalars.read(type, key, key.def());
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar(type, key, scalar.value().toString(), file + ":" + node.line(), path);
    }
    problem(node.line(), quoted(path) + " must be a single value, it is " + node.shape());
    return null;
  }

  private @Nullable Object scalar(Class<?> type, Key key, String text, String place, String path) {
    try {
      return Scalars.read(type, key, text);
    } catch (IllegalArgumentException e) {
      problems.add(place + ": " + quoted(path) + " " + e.getMessage());
      return null;
    }
  }

  private List<Object> list(RecordComponent component, @Nullable YamlNode node, String path) {
    Type item = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    Class<?> type = (Class<?>) item;
    Key key = component.getAnnotation(Key.class);
    List<Object> values = new ArrayList<>();
    String override =
        type.isRecord() || path.contains("[") ? null : environment.get(EnvironmentNames.of(path));
    if (override != null) {
      String place = "environment " + EnvironmentNames.of(path);
      for (String part : override.split(",")) {
        if (!part.isBlank()) {
          add(values, scalar(type, key, part.strip(), place, path));
        }
      }
      return values;
    }
    if (node == null || node instanceof YamlNode.Scalar off && off.value().equals(Boolean.FALSE)) {
      return values;
    }
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    for (int i = 0; i < items.size(); i++) {
      YamlNode value = items.get(i);
      String place = path + "[" + i + "]";
      if (type.isRecord()) {
        add(values, section(type, value, place));
      } else if (value instanceof YamlNode.Scalar scalar) {
        add(values, scalar(type, key, scalar.value().toString(), file + ":" + value.line(), place));
      } else {
        problem(value.line(), quoted(place) + " must be a single value, it is " + value.shape());
      }
    }
    return values;
  }

  private static void add(List<Object> values, @Nullable Object value) {
    if (value != null) {
      values.add(value);
    }
  }

  private Map<String, Object> map(@Nullable YamlNode node, String path) {
    if (node == null) {
      return Map.of();
    }
    if (plain(node) instanceof Map<?, ?> map) {
      Map<String, Object> values = new LinkedHashMap<>();
      map.forEach((name, value) -> values.put((String) name, value));
      return values;
    }
    problem(node.line(), quoted(path) + " must be a map, it is " + node.shape());
    return Map.of();
  }

  private static Object plain(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.value();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(Binder::plain).toList();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    ((YamlNode.Mapping) node)
        .entries()
        .forEach((name, entry) -> values.put(name, plain(entry.value())));
    return values;
  }

  private @Nullable Object construct(
      Class<?> type, Class<?>[] types, @Nullable Object[] arguments, int line, String path) {
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        problem(line, quoted(path) + ": " + mistake.getMessage());
        return null;
      }
      throw new IllegalStateException("cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  /** A variable that nearly names a key is a mistake; other ATTESTREAM_ variables belong to others. */
  private void misspelt(Class<?> type) {
    List<String> known =
        EnvironmentNames.all(type).stream()
            .map(name -> name.substring(EnvironmentNames.PREFIX.length()))
            .toList();
    environment.keySet().stream()
        .filter(name -> name.startsWith(EnvironmentNames.PREFIX))
        .map(name -> name.substring(EnvironmentNames.PREFIX.length()))
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(
            name ->
                Nearest.find(name, known)
                    .ifPresent(
                        near ->
                            problems.add(
                                "environment %1$s%2$s: unknown variable, did you mean %1$s%3$s?"
                                    .formatted(EnvironmentNames.PREFIX, name, near))));
  }

  private void problem(int line, String message) {
    problems.add(file + ":" + line + ": " + message);
  }

  private static int line(@Nullable YamlNode node) {
    return node == null ? 1 : node.line();
  }

  private static String quoted(String path) {
    return "'" + path + "'";
  }

  private static String meant(String key, List<String> names) {
    return Nearest.find(key, names)
        .map(near -> ", did you mean '" + near + "'?")
        .orElse("; known here: " + String.join(", ", names));
  }
}
