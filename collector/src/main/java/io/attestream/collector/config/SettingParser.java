package io.attestream.collector.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the text of one value to its type. */
final class SettingParser {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private SettingParser() {}

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException with a message that says what was expected
   */
  static Object parse(SettingKey key, String text) {
    Class<?> type = key.type();
    if (type == String.class) {
      return text(key, text);
    }
    if (type == int.class) {
      return Math.toIntExact(number(key, text));
    }
    if (type == long.class) {
      return number(key, text);
    }
    if (type == boolean.class) {
      return bool(text);
    }
    if (type == Path.class) {
      return path(text);
    }
    if (type == Duration.class) {
      return duration(key, text);
    }
    throw new IllegalStateException(key.path() + " has the unsupported type " + type);
  }

  private static String text(SettingKey key, String text) {
    String pattern = key.setting().pattern();
    if (text.isBlank() || !pattern.isEmpty() && !text.matches(pattern)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a valid text"
              + (pattern.isEmpty() ? "" : ", expected " + pattern));
    }
    return text;
  }

  private static long number(SettingKey key, String text) {
    long min = key.setting().min();
    long max = key.setting().max();
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through: the message below says what was expected
    }
    throw new IllegalArgumentException(
        "'" + text + "', expected a number from " + min + " to " + max);
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "', expected true or false");
    };
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
    }
  }

  private static Duration duration(SettingKey key, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "', expected a duration such as 500ms, 10s, 5m, 2h, 7d");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration value =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (value.toMillis() < key.setting().min() || value.toMillis() > key.setting().max()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "', expected "
              + key.setting().min()
              + "ms to "
              + key.setting().max()
              + "ms");
    }
    return value;
  }
}
