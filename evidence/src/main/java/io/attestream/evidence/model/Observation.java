package io.attestream.evidence.model;

import java.util.List;
import java.util.Map;

/**
 * The evidence for one verdict: the projection of a resource that a check declares, and what of it
 * could not be seen. Values are maps with string keys, lists, strings, {@code Long}s below 2^53 and
 * booleans; decimals are strings; nulls are left out.
 */
public record Observation(Map<String, Object> observed, List<BlindSpot> blind) {
  public Observation {
    observed = Map.copyOf(observed);
    blind = List.copyOf(blind);
  }
}
