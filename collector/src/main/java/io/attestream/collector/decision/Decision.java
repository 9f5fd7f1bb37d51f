package io.attestream.collector.decision;

import java.util.Map;
import java.util.Set;

/**
 * A decision that was carried out in the tables and is to be logged.
 *
 * @param kind what was decided, {@code soa-row}
 * @param about what it is about, {@code soa/8.5}
 * @param content plain JSON values: strings, {@code Long}s, booleans, lists and maps of them
 * @param controls whose grades it may change; a clause is {@code clause 9.2.1}
 */
public record Decision<R>(
    String kind, String about, Map<String, Object> content, Set<String> controls, R result) {
  public Decision {
    content = Map.copyOf(content);
    controls = Set.copyOf(controls);
  }
}
