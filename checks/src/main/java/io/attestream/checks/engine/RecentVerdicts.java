package io.attestream.checks.engine;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that one check gave lately, by all of the evidence: most resources of an estate look
 * alike to a check, and equal evidence has an equal verdict. Not for checks that look at the clock.
 *
 * <p>Bounded: {@link #SLOTS} verdicts, each over evidence of at most {@link #MAX_WEIGHT}; two pieces
 * of evidence that share a slot displace each other. What is kept is a copy that nobody can change.
 * Safe for concurrent use, without locks.
 */
final class RecentVerdicts {
  /** Most verdicts kept; a power of two. */
  static final int SLOTS = 64;

  /** Largest evidence kept: 16 for each value, 1 for each character of text. */
  static final int MAX_WEIGHT = 1_024;

  private static final int VALUE = 16;

  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

  private record Known(int hash, Observation evidence, Verdict verdict) {}

  /** The verdict over equal evidence, or {@code null} where it is not known. */
  @Nullable Verdict find(Observation evidence) {
    if (!fits(evidence)) {
      return null;
    }
    int hash = evidence.hashCode();
    Known known = slots.get(slot(hash));
    return known != null && known.hash == hash && known.evidence.equals(evidence)
        ? known.verdict
        : null;
  }

  /** Keeps a verdict where its evidence is not too large. */
  void keep(Observation evidence, Verdict verdict) {
    if (fits(evidence)) {
      Map<String, Object> observed = new HashMap<>();
      evidence.observed().forEach((key, value) -> observed.put(key, frozen(value)));
      int hash = evidence.hashCode();
      slots.set(slot(hash), new Known(hash, new Observation(observed, evidence.blind()), verdict));
    }
  }

  private static int slot(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 16) & SLOTS - 1;
  }

  private static boolean fits(Observation evidence) {
    int left = left(evidence.observed(), MAX_WEIGHT);
    for (BlindSpot spot : evidence.blind()) {
      left -= VALUE + spot.path().length() + spot.api().length() + spot.detail().length();
    }
    return left >= 0;
  }

  /** What is left of a weight after a value; negative when it is too heavy or of no plain shape. */
  private static int left(@Nullable Object value, int weight) {
    int left = weight - VALUE;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (left < 0) {
          return left;
        }
        left = left(entry.getValue(), left(entry.getKey(), left));
      }
      return left;
    }
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (left < 0) {
          return left;
        }
        left = left(item, left);
      }
      return left;
    }
    if (value instanceof String text) {
      return left - text.length();
    }
    return value instanceof Long || value instanceof Boolean ? left : -1;
  }

  private static Object frozen(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new HashMap<>();
      map.forEach((key, part) -> copy.put(key, frozen(part)));
      return Map.copyOf(copy);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(item -> copy.add(frozen(item)));
      return List.copyOf(copy);
    }
    return value;
  }
}
