package io.attestream.agent.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a key is named in the environment: {@code collector.tokenFile} is ATTESTREAM_COLLECTOR_TOKEN_FILE. */
final class EnvironmentNames {
  static final String PREFIX = "ATTESTREAM_";

  private EnvironmentNames() {}

  static String of(String path) {
    return PREFIX
        + path.replaceAll("(?<=[a-z])(?=[A-Z])", "_").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Every variable that a configuration of this type reads. */
  static List<String> all(Class<?> type) {
    List<String> names = new ArrayList<>();
    collect(type, "", names);
    return names;
  }

  private static void collect(Class<?> type, String path, List<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
      Class<?> value = component.getType();
      if (value.isRecord() && value != Secret.class) {
        collect(value, name, names);
      } else if (isText(component)) {
        names.add(of(name));
      }
    }
  }

  /** Whether one text can hold the value: a scalar, or a list of scalars with commas. */
  static boolean isText(RecordComponent component) {
    String type = component.getGenericType().getTypeName();
    return component.getType() != java.util.Map.class
        && (component.getType() != List.class
            || type.endsWith("<java.lang.String>")
            || type.endsWith("<java.nio.file.Path>"));
  }
}
