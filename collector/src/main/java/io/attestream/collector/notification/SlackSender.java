package io.attestream.collector.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text to an incoming webhook of Slack (docs.slack.dev, "Sending messages using incoming webhooks"). */
final class SlackSender implements Sender {
  private static final int LONGEST = 30_000;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpPost post;
  private final Target.Slack target;
  private final Wording wording;

  SlackSender(HttpPost post, Target.Slack target, Wording wording) {
    this.post = post;
    this.target = target;
    this.wording = wording;
  }

  @Override
  public void send(Letter letter) throws SendFailure {
    String text = escaped(wording.body(letter));
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    try {
      byte[] body =
          json.writeValueAsString(Map.of("text", bounded)).getBytes(StandardCharsets.UTF_8);
      post.send(target.url(), Map.of("Content-Type", "application/json; charset=utf-8"), body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is plain JSON", e);
    }
  }

  /** So that a resource's name makes neither a link nor a mention. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
