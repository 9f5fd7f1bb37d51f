package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Grade;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The grade at the audit from which on a build stops. */
public enum FailOn {
  LIKELY_MAJOR,
  LIKELY_MINOR,
  /** Clauses of which nothing is told have no evidence either. */
  NO_EVIDENCE,
  NEVER;

  /**
   * Reads {@code likely-major}.
   *
   * @throws IllegalArgumentException with a text for the user
   */
  public static FailOn parse(String text) {
    for (FailOn level : values()) {
      if (level.toString().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no level; expected one of %s"
            .formatted(
                text,
                Arrays.stream(values()).map(FailOn::toString).collect(Collectors.joining(", "))));
  }

  /** Whether anything is at this level or worse at the audit. */
  public boolean reachedBy(Readiness readiness) {
    return switch (this) {
      case NEVER -> false;
      case NO_EVIDENCE -> !readiness.unassessed().isEmpty() || any(readiness, Grade.NO_EVIDENCE);
      case LIKELY_MINOR -> any(readiness, Grade.LIKELY_MINOR);
      case LIKELY_MAJOR -> any(readiness, Grade.LIKELY_MAJOR);
    };
  }

  private static boolean any(Readiness readiness, Grade level) {
    return readiness.items().stream()
        .anyMatch(
            item -> ReadinessGrader.concern(item.then().grade()) >= ReadinessGrader.concern(level));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
