package io.attestream.collector.notification;

import java.time.Instant;
import java.util.Map;

/**
 * A transition as a channel is told it.
 *
 * @param id the same at every attempt
 * @param from the state that the channel knows, which is older when changes were folded
 * @param folded earlier changes that it stands for
 * @param facts plain JSON values
 */
public record Notice(
    String id,
    Kind kind,
    String about,
    String from,
    String to,
    Instant at,
    String summary,
    Map<String, Object> facts,
    int folded) {
  public Notice {
    facts = Map.copyOf(facts);
  }
}
