package io.attestream.collector.notification;

import java.time.Clock;

/** Senders over HTTP, which share one client. */
public final class HttpSenders {
  private final HttpPost post = new HttpPost();
  private final CloudEvents events;
  private final Wording wording;
  private final Clock clock;

  /**
   * @param origin the log's name
   */
  public HttpSenders(String origin, Wording wording, Clock clock) {
    this.events = new CloudEvents(origin, wording);
    this.wording = wording;
    this.clock = clock;
  }

  public Sender to(Target.Webhook webhook) {
    return new WebhookSender(post, webhook, events, clock);
  }

  public Sender to(Target.Slack slack) {
    return new SlackSender(post, slack, wording);
  }
}
