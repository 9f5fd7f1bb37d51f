package io.attestream.agent.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes {@code docs/configuration-agent.md} from the records. */
final class ConfigDocument {
  private final StringBuilder out = new StringBuilder();

  private ConfigDocument() {}

  static String markdown() {
    ConfigDocument document = new ConfigDocument();
    document.out.append(
        """
        # Configuration of the agent

        One YAML file, `agent.yaml` (`agent run --config agent.yaml`). Every mistake in it is reported at once,
        with its line. A key with a name in the last column can be overridden from the environment; a list is
        written with commas there. Durations are a number with `ms`, `s`, `m`, `h` or `d`.

        This page is generated from the records of `io.attestream.agent.config`; a test compares it.

        | key | type | default | meaning | environment |
        |---|---|---|---|---|
        """);
    document.rows(AgentConfig.class, "", true);
    return document.out.toString();
  }

  private void rows(Class<?> type, String path, boolean overridable) {
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = component.getAnnotation(Key.class);
      String name = path + component.getName();
      Class<?> value = component.getType();
      boolean list = value == List.class;
      Class<?> item = list ? item(component) : value;
      boolean section = item.isRecord() && item != Secret.class;
      out.append("| `").append(name).append(list && section ? "[]" : "").append("` | ");
      out.append(typeName(item, list, section)).append(" | ");
      out.append(section || list ? "" : standard(key)).append(" | ");
      out.append(key.doc()).append(bounds(key)).append(" | ");
      boolean variable = overridable && !section && EnvironmentNames.isText(component);
      out.append(variable ? "`" + EnvironmentNames.of(name) + "`" : "").append(" |\n");
      if (section) {
        rows(item, name + (list ? "[]." : "."), overridable && !list);
      }
    }
  }

  private static Class<?> item(RecordComponent component) {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  private static String typeName(Class<?> type, boolean list, boolean section) {
    String name =
        section
            ? "section"
            : type == Duration.class
                ? "duration"
                : type == Path.class
                    ? "path"
                    : type == Secret.class
                        ? "secret"
                        : type == Map.class ? "map" : type == int.class ? "number" : "text";
    return list ? "list of " + name + "s" : name;
  }

  private static String standard(Key key) {
    return key.required() ? "required" : key.def().isEmpty() ? "" : "`" + key.def() + "`";
  }

  private static String bounds(Key key) {
    if (key.max() == Long.MAX_VALUE) {
      return "";
    }
    long least = key.min() == Long.MIN_VALUE ? 0 : key.min();
    return " (" + least + " to " + key.max() + ")";
  }
}
