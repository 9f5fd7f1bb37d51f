package io.attestream.evidence.verify;

/** Counts over all units; see {@link Reperformed}. */
final class RejudgeCounts {
  long same;
  long notSeen;
  long without;
  long erased;
}
