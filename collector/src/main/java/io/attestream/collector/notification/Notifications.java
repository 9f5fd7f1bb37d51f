package io.attestream.collector.notification;

import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels at work: a thread each, so that a slow one holds up no other. */
public final class Notifications implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final Database database;
  private final List<Channel> channels;
  private final Map<String, Sender> senders = new LinkedHashMap<>();
  private final List<Courier> couriers = new ArrayList<>();
  private final Clock clock;
  private final ScheduledExecutorService threads;

  public Notifications(
      Database database,
      List<Channel> channels,
      Function<Channel, Sender> senders,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.channels = List.copyOf(channels);
    this.clock = clock;
    for (Channel channel : channels) {
      Sender sender = senders.apply(channel);
      this.senders.put(channel.name(), sender);
      couriers.add(new Courier(database, channel, sender, clock, random));
    }
    this.threads =
        Executors.newScheduledThreadPool(
            Math.max(1, channels.size()),
            task -> {
              Thread thread = new Thread(task, "notification");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Looks for work on each beat; what waits for a channel that is no more is dropped, and said. */
  public void start(Duration beat) {
    dropOrphans();
    for (Courier courier : couriers) {
      threads.scheduleWithFixedDelay(
          () -> guarded(courier), 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One round of every channel in the caller's thread. */
  public void round() {
    couriers.forEach(Courier::round);
  }

  private void dropOrphans() {
    Instant now = clock.instant();
    database.change(
        handle ->
            DeliveryTable.orphans(handle, channels.stream().map(Channel::name).toList())
                .forEach(
                    delivery -> {
                      LOG.error(
                          "dropped {} to channel {}, which is not configured",
                          Wording.headline(delivery.notice()),
                          delivery.channel());
                      DeliveryTable.end(
                          handle, delivery, Outcome.DROPPED, now, "the channel is not configured");
                    }));
  }

  private static void guarded(Courier courier) {
    try {
      courier.round();
    } catch (RuntimeException e) {
      LOG.error("a round of notifications failed; the next one repeats it", e);
    }
  }

  public List<Channel> channels() {
    return channels;
  }

  /** The newest deliveries, newest first. */
  public List<Delivery> newest(int most) {
    return database.read(handle -> DeliveryTable.newest(handle, most));
  }

  /** How many deliveries wait for each channel. */
  public Map<String, Long> waiting() {
    Map<String, Long> waiting = new LinkedHashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  "SELECT channel, COUNT(*) AS waiting FROM delivery WHERE state = 'WAITING'"
                      + " GROUP BY channel")
              .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
              .forEach(entry -> waiting.put(entry.getKey(), entry.getValue()));
          return true;
        });
    return waiting;
  }

  /**
   * Sends a notice of kind TEST at once, past filters, quiet hours and outbox. Blocks.
   *
   * @throws SendFailure saying why it was not taken
   * @throws IllegalArgumentException when there is no such channel
   */
  public void test(String channel, String by) throws SendFailure {
    Sender sender = senders.get(channel);
    if (sender == null) {
      throw new IllegalArgumentException("there is no channel '" + channel + "'");
    }
    Transition test =
        new Transition(
            Kind.TEST,
            channel,
            "",
            "TRIED",
            clock.instant(),
            "Sent by hand by " + by + "; nothing turned.",
            Map.of());
    Notice notice =
        new Notice(
            test.id(),
            test.kind(),
            test.about(),
            test.from(),
            test.to(),
            test.at(),
            test.summary(),
            test.facts(),
            0);
    sender.send(new Letter(false, List.of(notice)));
  }

  /** Ends the rounds that run; what was not sent is sent after the next start. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a round of notifications is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
