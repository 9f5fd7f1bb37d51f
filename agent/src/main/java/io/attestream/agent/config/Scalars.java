package io.attestream.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The single values that a key may hold, from their text. */
final class Scalars {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Scalars() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException whose message says what was expected, without the value of a
   *     secret
   */
  static Object read(Class<?> type, Key key, String text) {
    if (type == Secret.class) {
      return new Secret(text.strip());
    }
    if (type == Duration.class) {
      Duration duration = duration(text);
      bounded(key, duration.toSeconds(), "seconds ");
      return duration;
    }
    if (type == int.class) {
      long number = number(text);
      bounded(key, number, "");
      return (int) number;
    }
    if (type == boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("must be true or false, it is '" + text + "'");
      }
      return Boolean.valueOf(text);
    }
    if (!key.pattern().isEmpty() && !text.matches(key.pattern())) {
      throw new IllegalArgumentException("is '" + text + "', it must match " + key.pattern());
    }
    if (type == Path.class) {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("is no path: " + e.getMessage(), e);
      }
    }
    if (type == String.class) {
      return text;
    }
    throw new IllegalStateException("no configuration value is of " + type);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is '" + text + "', expected a number with ms, s, m, h or d, such as 30s");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static long number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is '" + text + "', expected a whole number", e);
    }
  }

  private static void bounded(Key key, long number, String unit) {
    if (number < key.min() || number > key.max()) {
      String least = key.min() == Long.MIN_VALUE ? "0" : Long.toString(key.min());
      throw new IllegalArgumentException(
          "must be between " + least + " and " + key.max() + " " + unit + "(it is " + number + ")");
    }
  }
}
