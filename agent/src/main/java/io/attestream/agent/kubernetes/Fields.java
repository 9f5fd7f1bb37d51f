package io.attestream.agent.kubernetes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of plain documents without trusting their shape: what is of another type reads as absent. */
final class Fields {
  private Fields() {}

  @SuppressWarnings("unchecked") // plain documents have string keys only
  static Map<String, Object> map(@Nullable Map<String, Object> parent, String key) {
    return parent != null && parent.get(key) instanceof Map<?, ?> map
        ? (Map<String, Object>) map
        : Map.of();
  }

  static String text(@Nullable Map<String, Object> parent, String key) {
    return parent != null && parent.get(key) instanceof String text ? text : "";
  }

  static long number(@Nullable Map<String, Object> parent, String key, long otherwise) {
    return parent != null && parent.get(key) instanceof Long number ? number : otherwise;
  }

  /** The objects inside a list; anything else in it is passed over. */
  @SuppressWarnings("unchecked") // plain documents have string keys only
  static List<Map<String, Object>> maps(@Nullable Map<String, Object> parent, String key) {
    return list(parent, key).stream()
        .filter(Map.class::isInstance)
        .map(item -> (Map<String, Object>) item)
        .toList();
  }

  /** The strings inside a list; anything else in it is passed over. */
  static List<String> texts(@Nullable Map<String, Object> parent, String key) {
    return list(parent, key).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  private static List<?> list(@Nullable Map<String, Object> parent, String key) {
    return parent != null && parent.get(key) instanceof List<?> list ? list : List.of();
  }
}
