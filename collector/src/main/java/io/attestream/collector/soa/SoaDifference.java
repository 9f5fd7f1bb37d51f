package io.attestream.collector.soa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A field of a row that differs between two Statements.
 *
 * @param control Annex A id
 * @param field its name; {@code row} when one Statement has no such row
 * @param before empty when it was not there
 * @param after empty when it is not there
 */
public record SoaDifference(String control, String field, String before, String after) {

  /** All differences, in the order of the controls given. */
  public static List<SoaDifference> between(
      List<String> order, Map<String, SoaEntry> before, Map<String, SoaEntry> after) {
    List<SoaDifference> differences = new ArrayList<>();
    for (String control : order) {
      SoaEntry was = before.get(control);
      SoaEntry is = after.get(control);
      if (was == null && is == null) {
        continue;
      }
      if (was == null || is == null) {
        differences.add(
            new SoaDifference(
                control, "row", was == null ? "" : "present", is == null ? "" : "present"));
        continue;
      }
      Map<String, Object> now = is.json();
      new TreeMap<>(was.json())
          .forEach(
              (field, value) -> {
                String one = text(value);
                String two = text(now.getOrDefault(field, ""));
                if (!one.equals(two)) {
                  differences.add(new SoaDifference(control, field, one, two));
                }
              });
    }
    return differences;
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }
}
