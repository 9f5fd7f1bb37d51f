package io.attestream.checks.yaml;

import java.util.List;
import java.util.Map;

/** A YAML value that knows the line where it begins, from 1. */
public sealed interface YamlNode {
  int line();

  /**
   * A scalar.
   *
   * @param value {@code String}, {@code Long} or {@code Boolean}, and {@code BigDecimal} where decimals
   *     are read
   */
  record Scalar(Object value, int line) implements YamlNode {}

  /** A sequence. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  /** A mapping with its keys in the order of the file. */
  record Mapping(Map<String, Entry> entries, int line) implements YamlNode {}

  /** A value of a mapping, with the line of its key. */
  record Entry(YamlNode value, int line) {}

  /** How a message names the shape: {@code text}, {@code number}, {@code list} … */
  default String shape() {
    if (this instanceof Sequence) {
      return "a list";
    }
    if (this instanceof Scalar scalar) {
      return scalar.value() instanceof Number
          ? "a number"
          : scalar.value() instanceof Boolean ? "true or false" : "text";
    }
    return "a map";
  }
}
