package io.attestream.collector.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Letters as CloudEvents 1.0 in JSON: one event in structured mode, a digest in batched mode
 * (github.com/cloudevents/spec, json-format).
 */
final class CloudEvents {
  private final ObjectMapper json = new ObjectMapper();
  private final String source;
  private final Wording wording;

  /**
   * @param origin the log's name, which is the source of every event
   */
  CloudEvents(String origin, Wording wording) {
    this.source = "//" + origin;
    this.wording = wording;
  }

  static String mediaType(Letter letter) {
    return letter.gathered()
        ? "application/cloudevents-batch+json"
        : "application/cloudevents+json";
  }

  byte[] body(Letter letter) {
    Object body =
        letter.gathered()
            ? letter.notices().stream().map(this::event).toList()
            : event(letter.notices().get(0));
    try {
      return json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notice is plain JSON", e);
    }
  }

  private Map<String, Object> event(Notice notice) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("about", notice.about());
    data.put("from", notice.from());
    data.put("to", notice.to());
    data.put("summary", notice.summary());
    data.put("folded", notice.folded());
    data.put("facts", notice.facts());
    wording.link(notice).ifPresent(link -> data.put("link", link));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", notice.id());
    event.put("source", source);
    event.put("type", notice.kind().type());
    event.put("subject", notice.kind().key() + "/" + notice.about());
    event.put("time", notice.at().truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    return event;
  }
}
