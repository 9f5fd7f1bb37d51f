package io.attestream.evidence.verify;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.model.Status;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The leaves of one scope unit, without their disclosures. */
final class LeafState {
  private final TreeMap<LeafKey, Leaf> leaves = new TreeMap<>();

  private record Leaf(Status status, byte[] bytes) {}

  void clear() {
    leaves.clear();
  }

  void put(ResultLeaf leaf, byte[] bytes) {
    leaves.put(leaf.key(), new Leaf(leaf.status(), bytes));
  }

  /** False when there is no such leaf. */
  boolean remove(LeafKey key) {
    return leaves.remove(key) != null;
  }

  /** Leaves by check id and status. */
  SortedMap<String, Tally> byCheck() {
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (Leaf leaf : leaves.values()) {
      long[] count =
          counts.computeIfAbsent(
              ResultLeaf.parse(leaf.bytes()).check(), check -> new long[Status.values().length]);
      count[leaf.status().ordinal()]++;
    }
    SortedMap<String, Tally> tallies = new TreeMap<>();
    counts.forEach(
        (check, n) ->
            tallies.put(
                check,
                new Tally(
                    n[Status.PASS.ordinal()],
                    n[Status.FAIL.ordinal()],
                    n[Status.NOT_APPLICABLE.ordinal()],
                    n[Status.UNKNOWN.ordinal()])));
    return tallies;
  }

  LeafSetDigest.Result digest() {
    LeafSetDigest digest = new LeafSetDigest();
    for (Map.Entry<LeafKey, Leaf> leaf : leaves.entrySet()) {
      digest.add(leaf.getKey(), leaf.getValue().status(), leaf.getValue().bytes());
    }
    return digest.finish();
  }
}
