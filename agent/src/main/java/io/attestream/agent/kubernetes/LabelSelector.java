package io.attestream.agent.kubernetes;

import java.util.List;
import java.util.Map;

/** Kubernetes label selectors ({@code meta/v1 LabelSelector}): an empty selector selects everything. */
final class LabelSelector {
  private LabelSelector() {}

  static boolean selects(Map<String, Object> selector, Map<String, Object> labels) {
    return Fields.map(selector, "matchLabels").entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && Fields.maps(selector, "matchExpressions").stream()
            .allMatch(expression -> holds(expression, labels));
  }

  private static boolean holds(Map<String, Object> expression, Map<String, Object> labels) {
    String key = Fields.text(expression, "key");
    List<String> values = Fields.texts(expression, "values");
    Object label = labels.get(key);
    return switch (Fields.text(expression, "operator")) {
      case "In" -> label instanceof String text && values.contains(text);
      case "NotIn" -> !(label instanceof String text && values.contains(text));
      case "Exists" -> label != null;
      case "DoesNotExist" -> label == null;
      default -> false;
    };
  }
}
