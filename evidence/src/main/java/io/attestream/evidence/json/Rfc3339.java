package io.attestream.evidence.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Times as evidence holds them: RFC 3339, UTC, whole seconds, {@code 2026-11-20T03:43:11Z}. */
public final class Rfc3339 {
  private static final String SHAPE = "0000-00-00T00:00:00Z";

  private Rfc3339() {}

  /**
   * Writes a time; parts of a second are cut off.
   *
   * @throws IllegalArgumentException outside the years 0000 to 9999
   */
  public static String format(Instant time) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), 86_400L));
    if (day.getYear() < 0 || day.getYear() > 9999) {
      throw new IllegalArgumentException("time " + time + " is outside the years 0000 to 9999");
    }
    int second = (int) Math.floorMod(time.getEpochSecond(), 86_400L);
    byte[] text = SHAPE.getBytes(StandardCharsets.ISO_8859_1);
    digits(text, 0, day.getYear() / 100);
    digits(text, 2, day.getYear() % 100);
    digits(text, 5, day.getMonthValue());
    digits(text, 8, day.getDayOfMonth());
    digits(text, 11, second / 3600);
    digits(text, 14, second / 60 % 60);
    digits(text, 17, second % 60);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }

  /**
   * Reads exactly what {@link #format} writes.
   *
   * @throws JsonException naming {@code place} for any other text
   */
  public static Instant parse(String place, String text) {
    boolean shaped = text.length() == SHAPE.length();
    for (int i = 0; shaped && i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      shaped = SHAPE.charAt(i) == '0' ? c >= '0' && c <= '9' : c == SHAPE.charAt(i);
    }
    if (!shaped) {
      throw new JsonException(place, "expected a time such as 2026-11-20T03:43:11Z");
    }
    int hour = number(text, 11);
    int minute = number(text, 14);
    int second = number(text, 17);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new JsonException(place, "no such time of day: " + text);
    }
    try {
      LocalDate day =
          LocalDate.of(number(text, 0) * 100 + number(text, 2), number(text, 5), number(text, 8));
      return Instant.ofEpochSecond(
          day.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second);
    } catch (DateTimeException e) {
      throw new JsonException(place, "no such day: " + text);
    }
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
