package io.attestream.collector.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * CloudEvents to a webhook, signed as Standard Webhooks 1.0 says: HMAC-SHA256 over id, time and body
 * (github.com/standard-webhooks/standard-webhooks, spec).
 */
final class WebhookSender implements Sender {
  private final HttpPost post;
  private final Target.Webhook target;
  private final CloudEvents events;
  private final Clock clock;

  WebhookSender(HttpPost post, Target.Webhook target, CloudEvents events, Clock clock) {
    this.post = post;
    this.target = target;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void send(Letter letter) throws SendFailure {
    byte[] body = events.body(letter);
    String id = letter.id();
    String time = Long.toString(clock.instant().getEpochSecond());
    post.send(
        target.url(),
        Map.of(
            "Content-Type",
            CloudEvents.mediaType(letter) + "; charset=utf-8",
            "webhook-id",
            id,
            "webhook-timestamp",
            time,
            "webhook-signature",
            "v1," + mac(id + "." + time + ".", body)),
        body);
  }

  private String mac(String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(target.secret(), "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
