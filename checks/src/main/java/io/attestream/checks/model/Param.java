package io.attestream.checks.model;

import java.util.List;
import java.util.Locale;

/**
 * A parameter that an organisation may set.
 *
 * @param defaultValue {@code Long}, {@code String}, {@code Boolean} or a list of strings, by type
 */
public record Param(String name, Type type, Object defaultValue, String description) {

  /** The types a parameter can have. */
  public enum Type {
    INT,
    STRING,
    BOOL,
    STRINGS;

    /** The form in check files: lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a plain JSON value is of this type. */
    public boolean accepts(Object value) {
      return switch (this) {
        case INT -> value instanceof Long;
        case STRING -> value instanceof String;
        case BOOL -> value instanceof Boolean;
        case STRINGS ->
            value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      };
    }
  }

  public Param {
    if (!type.accepts(defaultValue)) {
      throw new IllegalArgumentException(
          "default of " + name + " is not of type " + type.key() + ": " + defaultValue);
    }
  }
}
