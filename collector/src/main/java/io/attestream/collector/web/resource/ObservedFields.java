package io.attestream.collector.web.resource;

import io.attestream.collector.web.resource.ResourceView.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a projection as lines of path and value, as a person reads evidence. Bounded. */
final class ObservedFields {
  private static final int MOST_LINES = 300;
  private static final int LONGEST_VALUE = 4000;

  private final List<Field> fields = new ArrayList<>();
  private int left;

  private ObservedFields() {}

  static List<Field> of(Map<String, Object> observed) {
    ObservedFields lines = new ObservedFields();
    if (!observed.isEmpty()) {
      lines.walk("", observed);
    }
    if (lines.left > 0) {
      lines.fields.add(new Field("…", lines.left + " more values; the API gives all of them"));
    }
    return lines.fields;
  }

  private void walk(String path, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      new TreeMap<>(map).forEach((key, inner) -> walk(step(path, String.valueOf(key)), inner));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        walk(path + "[" + i + "]", list.get(i));
      }
    } else {
      add(path, text(value));
    }
  }

  private void add(String path, String value) {
    if (fields.size() < MOST_LINES) {
      fields.add(new Field(path, value));
    } else {
      left++;
    }
  }

  private static String step(String path, String key) {
    String name = key.matches("[A-Za-z0-9_-]+") ? key : "[\"" + key + "\"]";
    return path.isEmpty() || name.startsWith("[") ? path + name : path + "." + name;
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?>) {
      return "(empty object)";
    }
    if (value instanceof List<?>) {
      return "(empty list)";
    }
    String text = String.valueOf(value);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " …";
  }
}
