package io.attestream.bench;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Status;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** Root, flat and tally of 50,000 leaves, beside two plain SHA-256 runs over the same bytes. */
final class LeafDigestSpeed implements Measurement {
  private static final int LEAVES = 50_000;
  private static final int ROUNDS = 30;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    List<byte[]> leaves = SampleLeaves.sorted(LEAVES);
    List<LeafKey> keys = leaves.stream().map(leaf -> ResultLeaf.parse(leaf).key()).toList();
    long digest = Long.MAX_VALUE;
    long bare = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      digest = Math.min(digest, digest(leaves, keys));
      bare = Math.min(bare, bare(leaves));
    }
    return List.of(
        "root + flat + tally of %,d leaves: %.1f ms".formatted(LEAVES, digest / 1e6),
        "bare SHA-256, once over all and once a leaf: %.1f ms".formatted(bare / 1e6),
        "ratio: %.0f %% of bare speed (best of %d)".formatted(100.0 * bare / digest, ROUNDS));
  }

  private static long digest(List<byte[]> leaves, List<LeafKey> keys) {
    long start = System.nanoTime();
    LeafSetDigest digest = new LeafSetDigest();
    for (int i = 0; i < leaves.size(); i++) {
      digest.add(keys.get(i), Status.PASS, leaves.get(i));
    }
    digest.finish();
    return System.nanoTime() - start;
  }

  private static long bare(List<byte[]> leaves) throws Exception {
    long start = System.nanoTime();
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    MessageDigest each = MessageDigest.getInstance("SHA-256");
    byte[] pair = new byte[65];
    for (byte[] leaf : leaves) {
      all.update(leaf);
      each.digest(leaf);
      each.digest(pair);
    }
    all.digest();
    return System.nanoTime() - start;
  }
}
