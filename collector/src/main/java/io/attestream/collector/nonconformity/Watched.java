package io.attestream.collector.nonconformity;

import java.util.Map;

/**
 * A check whose failures belong to an entry.
 *
 * @param unit name of the scope unit; empty for all
 */
public record Watched(String check, String unit) {
  Map<String, Object> json() {
    return Map.of("check", check, "unit", unit);
  }
}
