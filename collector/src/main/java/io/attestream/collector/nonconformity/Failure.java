package io.attestream.collector.nonconformity;

import java.time.Instant;
import java.util.Map;

/**
 * A failing result, as evidence: a check on a resource.
 *
 * @param finding its number
 * @param resource the provider's id
 */
public record Failure(
    long finding, String check, String unit, String resource, String name, Instant openedAt) {
  private static final int LONGEST = 120;

  /** For the log, whose entries are bounded: long ids are cut. */
  Map<String, Object> json() {
    return Map.of(
        "finding", finding,
        "check", check,
        "unit", cut(unit),
        "resource", cut(resource),
        "since", openedAt.toString());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
