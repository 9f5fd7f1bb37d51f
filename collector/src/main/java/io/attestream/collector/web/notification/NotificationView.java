package io.attestream.collector.web.notification;

import io.attestream.collector.notification.Channel;
import io.attestream.collector.notification.Delivery;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.notification.Wording;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Channels and their newest deliveries. Nothing of it is a secret.
 *
 * @param done what the last test did; empty when there was none
 * @param problem why the last test failed; empty when none did
 */
public record NotificationView(
    List<Line> channels, List<Sent> deliveries, String done, String problem) {
  private static final int MOST = 100;

  public NotificationView {
    channels = List.copyOf(channels);
    deliveries = List.copyOf(deliveries);
  }

  /** A channel. */
  public record Line(String name, String target, String wants, long waiting) {}

  /**
   * A delivery.
   *
   * @param outcome a word for what became of it
   */
  public record Sent(
      long id,
      String channel,
      String eventId,
      String kind,
      String headline,
      String outcome,
      When recorded,
      When due,
      int attempts,
      int folded,
      String trouble) {
    public boolean lost() {
      return outcome.equals("FAILED") || outcome.equals("DROPPED");
    }
  }

  public static NotificationView load(
      Notifications notifications, Instant now, String done, String problem) {
    Map<String, Long> waiting = notifications.waiting();
    return new NotificationView(
        notifications.channels().stream()
            .map(channel -> line(channel, waiting.getOrDefault(channel.name(), 0L)))
            .toList(),
        notifications.newest(MOST).stream().map(delivery -> sent(delivery, now)).toList(),
        done,
        problem);
  }

  private static Line line(Channel channel, long waiting) {
    return new Line(channel.name(), channel.target().shown(), channel.filter().words(), waiting);
  }

  private static Sent sent(Delivery delivery, Instant now) {
    return new Sent(
        delivery.id(),
        delivery.channel(),
        delivery.notice().id(),
        delivery.notice().kind().key(),
        Wording.headline(delivery.notice()),
        delivery.outcome().name(),
        When.of(delivery.recorded(), now),
        When.of(delivery.due(), now),
        delivery.attempts(),
        delivery.notice().folded(),
        delivery.trouble());
  }
}
