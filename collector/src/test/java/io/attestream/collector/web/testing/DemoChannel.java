package io.attestream.collector.web.testing;

import io.attestream.collector.assessment.Grade;
import io.attestream.collector.notification.Channel;
import io.attestream.collector.notification.Filter;
import io.attestream.collector.notification.Kind;
import io.attestream.collector.notification.Schedule;
import io.attestream.collector.notification.Target;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A channel of the demo, which leads nowhere. */
final class DemoChannel {
  static final Channel QUIET =
      new Channel(
          "on-call",
          new Target.Webhook(URI.create("https://hooks.example/attestream"), new byte[32]),
          new Filter(EnumSet.complementOf(EnumSet.of(Kind.TEST)), Grade.LIKELY_MINOR, List.of()),
          new Schedule(ZoneOffset.UTC, Optional.empty(), Optional.empty()),
          Duration.ofMinutes(10));

  private DemoChannel() {}
}
