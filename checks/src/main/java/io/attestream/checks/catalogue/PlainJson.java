package io.attestream.checks.catalogue;

import io.attestream.checks.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** YAML nodes as plain JSON values: maps, lists, strings, {@code Long}s and booleans. */
public final class PlainJson {
  private PlainJson() {}

  public static Object of(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.value();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(PlainJson::of).toList();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    ((YamlNode.Mapping) node).entries().forEach((key, entry) -> map.put(key, of(entry.value())));
    return Collections.unmodifiableMap(map);
  }
}
