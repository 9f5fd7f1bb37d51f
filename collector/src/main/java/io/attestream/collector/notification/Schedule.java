package io.attestream.collector.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a channel may be told something. */
public record Schedule(ZoneId zone, Optional<QuietHours> quiet, Optional<Digest> digest) {
  /** When something that turned now is to be told. */
  Instant due(Instant now) {
    return awake(digest.map(d -> d.next(now, zone)).orElse(now));
  }

  /** This time, or the end of the quiet hours that it lies in. */
  Instant awake(Instant at) {
    return quiet.map(q -> q.end(at.atZone(zone)).toInstant()).orElse(at);
  }

  /** Whether something that turned then was kept for a later message, with what else came by. */
  boolean gathers(Instant recorded) {
    return due(recorded).isAfter(recorded);
  }
}
