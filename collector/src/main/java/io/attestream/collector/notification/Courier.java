package io.attestream.collector.notification;

import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties one channel's part of the outbox. An attempt is recorded before it is made, so that a process
 * that dies in it tries again after the back-off: each notice arrives at least once, with the same id.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int MOST = 200;
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofDays(3);

  private final Database database;
  private final Channel channel;
  private final Sender sender;
  private final Clock clock;
  private final RandomGenerator random;

  Courier(Database database, Channel channel, Sender sender, Clock clock, RandomGenerator random) {
    this.database = database;
    this.channel = channel;
    this.sender = sender;
    this.clock = clock;
    this.random = random;
  }

  /** Sends what is due now; ends at the first failure, for the next would fail as well. Blocks. */
  void round() {
    Instant now = clock.instant();
    List<Delivery> due =
        database.read(handle -> DeliveryTable.due(handle, channel.name(), now, MOST));
    for (List<Delivery> together : messages(due)) {
      if (Thread.currentThread().isInterrupted() || !send(together)) {
        return;
      }
    }
  }

  /** What was kept for later goes out in one message, the rest in one each. */
  private List<List<Delivery>> messages(List<Delivery> due) {
    List<List<Delivery>> messages = new ArrayList<>();
    List<Delivery> gathered = new ArrayList<>();
    for (Delivery delivery : due) {
      if (channel.schedule().gathers(delivery.recorded())) {
        gathered.add(delivery);
      } else {
        messages.add(List.of(delivery));
      }
    }
    if (!gathered.isEmpty()) {
      messages.add(0, gathered);
    }
    return messages;
  }

  private boolean send(List<Delivery> together) {
    database.change(
        handle -> together.forEach(d -> DeliveryTable.attempt(handle, d, again(d, Duration.ZERO))));
    boolean gathered = channel.schedule().gathers(together.get(0).recorded());
    Letter letter = new Letter(gathered, together.stream().map(Delivery::notice).toList());
    try {
      sender.send(letter);
      Instant now = clock.instant();
      database.change(
          handle -> together.forEach(d -> DeliveryTable.end(handle, d, Outcome.SENT, now, "")));
      return true;
    } catch (SendFailure e) {
      LOG.warn(
          "channel {}: {} of {} notices not sent: {}",
          channel.name(),
          together.size(),
          together.size(),
          e.text());
      database.change(handle -> together.forEach(d -> failed(handle, d, e)));
      return false;
    }
  }

  private void failed(org.jdbi.v3.core.Handle handle, Delivery delivery, SendFailure failure) {
    Instant now = clock.instant();
    if (now.isAfter(delivery.recorded().plus(GIVE_UP))) {
      LOG.error("channel {}: gave up on {}", channel.name(), Wording.headline(delivery.notice()));
      DeliveryTable.end(handle, delivery, Outcome.FAILED, now, failure.text());
    } else {
      DeliveryTable.retry(handle, delivery, again(delivery, failure.notBefore()), failure.text());
    }
  }

  /** Doubles from 10 s to an hour, give or take a fifth, and not in quiet hours. */
  private Instant again(Delivery delivery, Duration notBefore) {
    long doubled = FIRST.toMillis() << Math.min(delivery.attempts(), 20);
    long millis = Math.min(doubled, LONGEST.toMillis());
    Duration wait = Duration.ofMillis((long) (millis * (0.8 + 0.4 * random.nextDouble())));
    Duration longer = wait.compareTo(notBefore) > 0 ? wait : notBefore;
    return channel.schedule().awake(clock.instant().plus(longer));
  }
}
