package io.attestream.collector.assurance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * The time that is looked at.
 *
 * @param from its first moment
 * @param to the moment after its last
 */
public record Window(Instant from, Instant to) {
  /** The longest, a certification cycle with room: 4 years. */
  public static final Duration LONGEST = Duration.ofDays(4 * 366);

  public Window {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "the window ends at " + to + ", not after its begin at " + from);
    }
  }

  /** Days that are looked at where nobody says which: 30. */
  private static final long DAYS = 30;

  /**
   * Whole days in UTC; today counts until now.
   *
   * @param from the first day, {@code 2026-11-01}, or empty for 30 days in all
   * @param to the last day, or empty for today
   * @throws IllegalArgumentException naming what is wrong
   */
  public static Window ofDays(String from, String to, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate last = to.isEmpty() ? today : day("to", to);
    LocalDate first = from.isEmpty() ? last.minusDays(DAYS - 1) : day("from", from);
    if (last.isAfter(today)) {
      throw new IllegalArgumentException("to: " + last + " is after today, " + today);
    }
    if (first.isAfter(last)) {
      throw new IllegalArgumentException("from: " + first + " is after the last day, " + last);
    }
    if (last.toEpochDay() - first.toEpochDay() >= LONGEST.toDays()) {
      throw new IllegalArgumentException(
          "from: " + first + " is more than " + LONGEST.toDays() + " days before " + last);
    }
    Instant start = first.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant end = last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Window(start, end.isAfter(now) ? now.isAfter(start) ? now : end : end);
  }

  private static LocalDate day(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + ": '" + text + "' is not a day such as 2026-11-01");
    }
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  long start() {
    return from.toEpochMilli();
  }

  long end() {
    return to.toEpochMilli();
  }
}
