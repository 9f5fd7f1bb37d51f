package io.attestream.collector.web.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time as a page shows it.
 *
 * @param iso for programs, RFC 3339 in UTC
 * @param text for people, {@code 22 Nov 2026, 05:10 UTC}
 * @param hint how far away, {@code 3 min ago} or {@code in 2 h}
 */
public record When(String iso, String text, String hint) {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public static When of(Instant at, Instant now) {
    return new When(at.truncatedTo(ChronoUnit.SECONDS).toString(), TEXT.format(at), hint(at, now));
  }

  /** As {@link #of(Instant, Instant)} for the milliseconds that the database stores. */
  public static When of(long millis, Instant now) {
    return of(Instant.ofEpochMilli(millis), now);
  }

  private static String hint(Instant at, Instant now) {
    Duration distance = Duration.between(at, now);
    String length = length(distance.abs());
    if (length.isEmpty()) {
      return "just now";
    }
    return distance.isNegative() ? "in " + length : length + " ago";
  }

  /** A length in its largest unit, empty below 10 seconds. */
  public static String length(Duration length) {
    if (length.toDays() >= 2) {
      return length.toDays() + " days";
    }
    if (length.toHours() >= 2) {
      return length.toHours() + " h";
    }
    if (length.toMinutes() >= 1) {
      return length.toMinutes() + " min";
    }
    return length.toSeconds() >= 10 ? length.toSeconds() + " s" : "";
  }
}
