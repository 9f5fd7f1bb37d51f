package io.attestream.agent.aws.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes times into recorded answers, so that a sample never grows old: {@code {{-400d}}} is the
 * start of the day 400 days ago, {@code {{+6h}}} the start of an hour, {@code {{-5m}}} of a minute.
 * A suffix {@code :s} or {@code :ms} gives seconds or milliseconds since 1970, none gives RFC 3339.
 */
final class RelativeTimes {
  private static final Pattern TIME = Pattern.compile("\\{\\{([+-]\\d{1,5})([dhm])(?::(s|ms))?}}");

  private final InstantSource clock;

  RelativeTimes(InstantSource clock) {
    this.clock = clock;
  }

  String resolve(String body) {
    Matcher time = TIME.matcher(body);
    return time.replaceAll(
        found -> text(at(Long.parseLong(found.group(1)), found.group(2)), found.group(3)));
  }

  private Instant at(long amount, String unit) {
    Instant now = clock.instant();
    return switch (unit) {
      case "d" -> now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(amount));
      case "h" -> now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(amount));
      default -> now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(amount));
    };
  }

  private static String text(Instant at, @Nullable String form) {
    if (form == null) {
      return at.toString();
    }
    return Long.toString(form.equals("s") ? at.getEpochSecond() : at.toEpochMilli());
  }
}
