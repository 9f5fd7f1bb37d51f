package io.attestream.collector.nonconformity;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a nonconformity.
 *
 * @param kind a {@link StepKind}, or OPENED, NOTE, TICKET, CHANGE
 * @param reopenings the round in which it happened
 * @param content as in the log
 */
public record Entry(
    String kind,
    int reopenings,
    String by,
    Instant at,
    Map<String, Object> content,
    long logIndex) {
  public static final String OPENED = "OPENED";
  public static final String NOTE = "NOTE";
  public static final String TICKET = "TICKET";
  public static final String CHANGE = "CHANGE";
}
