package io.attestream.evidence.reperform;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check says of controls.
 *
 * @param edges by control id
 */
public record MappedCheck(int version, SortedMap<String, Edge> edges) {
  /** How much of the control a pass shows ({@code full}, {@code partial}, {@code weak}), and why. */
  public record Edge(String strength, String why) {}

  public MappedCheck {
    edges = Collections.unmodifiableSortedMap(new TreeMap<>(edges));
  }
}
