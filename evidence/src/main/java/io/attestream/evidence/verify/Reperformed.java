package io.attestream.evidence.verify;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What judging again came to.
 *
 * @param same versions of results whose evidence gives the recorded verdict at every commit that
 *     carries them
 * @param notSeen versions of results that say a known resource was not seen; nothing to judge
 * @param without versions of results whose pack is neither in the bundle nor given
 * @param erased versions of results whose evidence was erased; nobody can judge those again
 * @param missingPacks digests of those packs, with the number of commits with changes that name each
 */
public record Reperformed(
    long same, long notSeen, long without, long erased, SortedMap<String, Long> missingPacks) {
  public Reperformed {
    missingPacks = Collections.unmodifiableSortedMap(new TreeMap<>(missingPacks));
  }

  /** Whether every result could be looked at. */
  public boolean complete() {
    return missingPacks.isEmpty() && erased == 0;
  }
}
