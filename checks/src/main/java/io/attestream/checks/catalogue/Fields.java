package io.attestream.checks.catalogue;

import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Strict reading of one YAML mapping: keys that are not known are reported with the near one, wrong
 * shapes with their line. Reading goes on after a mistake so that all are found.
 */
public final class Fields {
  private final String file;
  private final YamlNode.Mapping mapping;
  private final List<Problem> problems;

  private Fields(String file, YamlNode.Mapping mapping, List<Problem> problems) {
    this.file = file;
    this.mapping = mapping;
    this.problems = problems;
  }

  /** Takes a node that must be a mapping with these keys; empty, with a problem, when it is none. */
  public static Optional<Fields> of(
      String file, YamlNode node, String what, Set<String> keys, List<Problem> problems) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(new Problem(file, node.line(), what + " must be a map, it is " + node.shape()));
      return Optional.empty();
    }
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!keys.contains(key)) {
                String hint = Nearest.hint(key, keys);
                problems.add(new Problem(file, entry.line(), "unknown key '" + key + "'" + hint));
              }
            });
    return Optional.of(new Fields(file, mapping, problems));
  }

  /** Line where the mapping begins. */
  public int line() {
    return mapping.line();
  }

  /** Line of a key, or of the mapping when the key is not there. */
  public int line(String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.line();
  }

  /** Line where the text of a value begins, for mistakes inside of it. */
  public int valueLine(String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.value().line();
  }

  public boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  public Optional<YamlNode> node(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
  }

  /** Text that must be there; an empty string after a problem. */
  public String text(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      problem(mapping.line(), "key '" + key + "' is missing");
      return "";
    }
    return asText(node.get(), key);
  }

  /** Text that may be left out. */
  public String text(String key, String otherwise) {
    return node(key).map(node -> asText(node, key)).orElse(otherwise);
  }

  private String asText(YamlNode node, String key) {
    if (node instanceof YamlNode.Scalar scalar && scalar.value() instanceof String text) {
      if (text.isBlank()) {
        problem(node.line(), "'" + key + "' is blank");
      }
      return text.strip();
    }
    problem(node.line(), "'" + key + "' must be text, it is " + node.shape() + quotes(node));
    return "";
  }

  private static String quotes(YamlNode node) {
    return node instanceof YamlNode.Scalar ? "; put it in quotes" : "";
  }

  /** A whole number that must be there and at least {@code least}. */
  public int number(String key, int least) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      problem(mapping.line(), "key '" + key + "' is missing");
      return least;
    }
    if (node.get() instanceof YamlNode.Scalar scalar
        && scalar.value() instanceof Long number
        && number >= least
        && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    problem(node.get().line(), "'" + key + "' must be a whole number of at least " + least);
    return least;
  }

  /** True or false; false when the key is not there. */
  public boolean flag(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return false;
    }
    if (node.get() instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean flag) {
      return flag;
    }
    problem(node.get().line(), "'" + key + "' must be true or false");
    return false;
  }

  /** One of an enum by its lower-case key. */
  public <E extends Enum<E>> @Nullable E choice(String key, E[] all, Function<E, String> name) {
    String given = text(key);
    List<String> names = new ArrayList<>();
    for (E one : all) {
      names.add(name.apply(one));
      if (name.apply(one).equals(given)) {
        return one;
      }
    }
    if (!given.isEmpty()) {
      problem(
          valueLine(key),
          "'"
              + key
              + "' is '"
              + given
              + "', expected one of "
              + String.join(", ", names)
              + Nearest.hint(given, names));
    }
    return null;
  }

  /** The elements of a list; none when the key is not there. */
  public List<YamlNode> list(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    problem(node.get().line(), "'" + key + "' must be a list, it is " + node.get().shape());
    return List.of();
  }

  /** Texts of a list; none when the key is not there. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : list(key)) {
      String text = asText(item, key);
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A mapping as it stands, as plain JSON values; empty when the key is not there. */
  public Map<String, Object> plain(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (PlainJson.of(node.get()) instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((name, value) -> plain.put((String) name, value));
      return plain;
    }
    problem(node.get().line(), "'" + key + "' must be a map, it is " + node.get().shape());
    return Map.of();
  }

  /** Names and nodes of a mapping under a key. */
  public Map<String, YamlNode.Entry> entries(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (node.get() instanceof YamlNode.Mapping inner) {
      return inner.entries();
    }
    problem(node.get().line(), "'" + key + "' must be a map, it is " + node.get().shape());
    return Map.of();
  }

  /** Reports a mistake in this file. */
  public void problem(int line, String message) {
    problems.add(new Problem(file, line, message));
  }
}
