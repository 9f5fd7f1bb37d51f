package io.attestream.collector.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes transitions in, inside the transaction that makes them true: both are durable or neither is.
 * Keeps what a channel wants and nothing else.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final List<Channel> channels;
  private final int most;

  /**
   * @param most deliveries that may wait; beyond it the oldest is dropped
   */
  public Outbox(List<Channel> channels, int most) {
    this.channels = List.copyOf(channels);
    this.most = most;
  }

  /** One that keeps nothing. */
  public static Outbox none() {
    return new Outbox(List.of(), 1);
  }

  /** Records it for every channel that wants it. The same transition is told once. */
  public void record(Handle handle, Transition transition) {
    for (Channel channel : channels) {
      if (channel.filter().wants(transition) && !DeliveryTable.holds(handle, channel, transition)) {
        add(handle, channel, transition);
      }
    }
  }

  private void add(Handle handle, Channel channel, Transition transition) {
    DeliveryTable.keep(handle, transition);
    Instant at = transition.at();
    String from = transition.from();
    int folded = 0;
    Instant due = channel.schedule().due(at);
    if (!channel.fold().isZero()) {
      Optional<Delivery> untold = DeliveryTable.untold(handle, channel, transition);
      if (untold.isPresent()) {
        from = untold.get().notice().from();
        folded = untold.get().notice().folded() + 1;
        due = untold.get().due();
        DeliveryTable.end(handle, untold.get(), Outcome.FOLDED, at, "");
      } else {
        Instant open =
            DeliveryTable.told(handle, channel, transition)
                .map(told -> told.recorded().plus(channel.fold()))
                .orElse(at);
        due = open.isAfter(at) ? channel.schedule().due(open) : due;
      }
    }
    DeliveryTable.add(handle, channel, transition, from, folded, due);
    if (from.equals(transition.to())) {
      // It went back to what the channel knows.
      DeliveryTable.untold(handle, channel, transition)
          .ifPresent(same -> DeliveryTable.end(handle, same, Outcome.FOLDED, at, ""));
    }
    dropOldest(handle, at);
  }

  private void dropOldest(Handle handle, Instant now) {
    while (DeliveryTable.waiting(handle) > most) {
      Delivery oldest = DeliveryTable.oldestWaiting(handle).orElseThrow();
      LOG.error(
          "{} notifications wait: dropped the oldest, {} to channel {}",
          most,
          Wording.headline(oldest.notice()),
          oldest.channel());
      DeliveryTable.end(handle, oldest, Outcome.DROPPED, now, "the outbox was full");
    }
  }
}
