package io.attestream.collector.grading;

import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.catalogue.Nearest;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One mapping of a facts file, with the kinds of value that facts have. */
final class FactFields {
  static final long MAX_COUNT = 1_000_000_000_000L;
  static final long MAX_DAYS = 36_500;
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,6})?) ?%");

  private final String file;
  private final Fields fields;
  private final List<Problem> problems;

  private FactFields(String file, Fields fields, List<Problem> problems) {
    this.file = file;
    this.fields = fields;
    this.problems = problems;
  }

  /** Takes a node that must be a mapping with no other keys than these. */
  static Optional<FactFields> of(
      String file, YamlNode node, String what, Set<String> keys, List<Problem> problems) {
    return Fields.of(file, node, what, keys, problems)
        .map(fields -> new FactFields(file, fields, problems));
  }

  String file() {
    return file;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean has(String key) {
    return fields.has(key);
  }

  Optional<YamlNode> node(String key) {
    return fields.node(key);
  }

  List<YamlNode> list(String key) {
    return fields.list(key);
  }

  Map<String, YamlNode.Entry> entries(String key) {
    return fields.entries(key);
  }

  List<String> texts(String key) {
    return fields.texts(key);
  }

  String text(String key, String otherwise) {
    return fields.text(key, otherwise);
  }

  void problem(String key, String message) {
    fields.problem(fields.valueLine(key), message);
  }

  /** Hands a mapping under a key to a reader; the default when the key is not there. */
  <T> T inner(
      String key, Set<String> keys, T otherwise, java.util.function.Function<FactFields, T> read) {
    return node(key)
        .flatMap(node -> of(file, node, "'" + key + "'", keys, problems))
        .map(read)
        .orElse(otherwise);
  }

  /** Hands each mapping of a list to a reader. */
  void each(String key, String what, Set<String> keys, Consumer<FactFields> read) {
    for (YamlNode node : list(key)) {
      of(file, node, what, keys, problems).ifPresent(read);
    }
  }

  /** A number such as {@code 8.15}, quoted or not. */
  String numbered(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent()
        && node.get() instanceof YamlNode.Scalar scalar
        && scalar.value() instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return fields.text(key);
  }

  boolean flag(String key, boolean otherwise) {
    return has(key) ? fields.flag(key) : otherwise;
  }

  /** How many, from 0. */
  long count(String key, long otherwise) {
    return whole(key, otherwise, 0, MAX_COUNT, "a count from 0");
  }

  /** How many, where few are the rule. */
  int few(String key, int otherwise) {
    return (int) whole(key, otherwise, 0, 1_000_000, "a count from 0 to 1000000");
  }

  /** Whole days from 0. */
  long days(String key, long otherwise) {
    return whole(key, otherwise, 0, MAX_DAYS, "whole days from 0 to " + MAX_DAYS);
  }

  /** Whole days, negative for days that are left. */
  long signedDays(String key, long otherwise) {
    return whole(
        key, otherwise, -MAX_DAYS, MAX_DAYS, "whole days from -" + MAX_DAYS + " to " + MAX_DAYS);
  }

  private long whole(String key, long otherwise, long least, long most, String expected) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    if (node.get() instanceof YamlNode.Scalar scalar
        && scalar.value() instanceof Long number
        && number >= least
        && number <= most) {
      return number;
    }
    problem(key, "'" + key + "' must be " + expected + shown(node.get()));
    return otherwise;
  }

  /** A share from 0 to 1: {@code 0.875}, {@code 1} or {@code 87.5 %}. */
  double share(String key, double otherwise) {
    return node(key).map(node -> share(key, node, otherwise)).orElse(otherwise);
  }

  private double share(String key, YamlNode node, double otherwise) {
    double share = -1;
    if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.value() instanceof Number number) {
        share = number.doubleValue();
      } else if (scalar.value() instanceof String text && PERCENT.matcher(text).matches()) {
        share = new BigDecimal(text.replaceAll("[ %]", "")).movePointLeft(2).doubleValue();
      }
    }
    if (share >= 0 && share <= 1) {
      return share;
    }
    problem(key, "'" + key + "' must be a share from 0 to 1, such as 0.875" + shown(node));
    return otherwise;
  }

  /** One of these words, in any case. */
  String word(String key, List<String> words, String otherwise) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    return word(key, node.get(), words).orElse(otherwise);
  }

  private Optional<String> word(String key, YamlNode node, List<String> words) {
    String given =
        node instanceof YamlNode.Scalar scalar
            ? String.valueOf(scalar.value()).strip().toLowerCase(Locale.ROOT)
            : "";
    List<String> lower = new ArrayList<>();
    for (String word : words) {
      lower.add(word.toLowerCase(Locale.ROOT));
      if (word.equalsIgnoreCase(given)) {
        return Optional.of(word);
      }
    }
    problem(
        key,
        "'"
            + key
            + "' must be one of "
            + String.join(", ", words)
            + shown(node)
            + Nearest.hint(given, lower));
    return Optional.empty();
  }

  /** One of an enum by its name, in any case. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(constant.name());
    }
    return Enum.valueOf(type, word(key, names, otherwise.name()));
  }

  /** A day, {@code 2026-12-20}. */
  Optional<LocalDate> date(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    String text = fields.text(key);
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      problem(key, "'" + key + "' must be a day such as 2026-12-20, it is '" + text + "'");
      return Optional.empty();
    }
  }

  private static String shown(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar
        ? ", it is '" + scalar.value() + "'"
        : ", it is " + node.shape();
  }
}
