package io.attestream.agent.judge;

import io.attestream.agent.resource.Enumeration;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What was seen and how each type was listed, since the listing began. Safe for many threads. */
final class Census {
  private final Map<String, Set<Long>> seen = new HashMap<>();
  private final Map<String, Map<String, Enumeration>> enumerations = new TreeMap<>();

  synchronized void clear() {
    seen.clear();
    enumerations.clear();
  }

  /** A type is listed anew. */
  synchronized void begin(String type) {
    seen.remove(type);
    enumerations.remove(type);
  }

  /** What was seen of a type counts no more. */
  synchronized void forget(String type) {
    seen.remove(type);
  }

  synchronized void saw(String type, long row) {
    seen.computeIfAbsent(type, key -> new HashSet<>()).add(row);
  }

  synchronized boolean contains(String type, long row) {
    return seen.getOrDefault(type, Set.of()).contains(row);
  }

  synchronized void add(Enumeration enumeration) {
    enumerations
        .computeIfAbsent(enumeration.type(), key -> new TreeMap<>())
        .put(enumeration.api(), enumeration);
  }

  /** What is told of a type that the source did not list at all. */
  synchronized void expect(String type, String detail) {
    if (!enumerations.containsKey(type)) {
      BlindSpot spot = new BlindSpot("", UnknownReason.API_ERROR, "scan", detail);
      add(new Enumeration(type, "scan", 0, 0, spot));
    }
  }

  /** Why a type's listing is not complete; empty when it is. */
  synchronized Optional<BlindSpot> failure(String type) {
    return enumerations.getOrDefault(type, Map.of()).values().stream()
        .flatMap(enumeration -> enumeration.blindSpot().stream())
        .findFirst();
  }

  /** By type, then by API. */
  synchronized List<Enumeration> enumerations() {
    List<Enumeration> all = new ArrayList<>();
    enumerations.values().forEach(byApi -> all.addAll(byApi.values()));
    return all;
  }
}
