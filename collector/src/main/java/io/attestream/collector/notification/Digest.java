package io.attestream.collector.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When what was gathered goes out in one message. */
public sealed interface Digest {
  /** The next time after {@code now}. */
  Instant next(Instant now, ZoneId zone);

  /** At whole multiples of a period, counted from 1970-01-01T00:00Z. */
  record Every(Duration period) implements Digest {
    @Override
    public Instant next(Instant now, ZoneId zone) {
      long millis = period.toMillis();
      return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), millis) + 1) * millis);
    }
  }

  /** Once a day. */
  record Daily(LocalTime at) implements Digest {
    @Override
    public Instant next(Instant now, ZoneId zone) {
      ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(at).atZone(zone);
      ZonedDateTime next =
          today.toInstant().isAfter(now)
              ? today
              : now.atZone(zone).toLocalDate().plusDays(1).atTime(at).atZone(zone);
      return next.toInstant();
    }
  }
}
