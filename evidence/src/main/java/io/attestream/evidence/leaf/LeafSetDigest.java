package io.attestream.evidence.leaf;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.merkle.RootBuilder;
import io.attestream.evidence.model.Status;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest signs about all leaves of one scope unit, computed as they come in the order of
 * their keys. For use by one thread, once.
 */
public final class LeafSetDigest {
  private final RootBuilder tree = new RootBuilder();
  private final MessageDigest flat = Sha256.newDigest();
  private long pass;
  private long fail;
  private long notApplicable;
  private long unknown;
  private @Nullable LeafKey last;

  /**
   * The digest of a complete set.
   *
   * @param size number of leaves
   * @param root RFC 6962 root over the leaves' bytes
   * @param flat SHA-256 of the leaves' bytes joined by one newline (none after the last)
   * @param tally leaves by status; its total is {@code size}
   */
  public record Result(long size, Hash root, Hash flat, Tally tally) {}

  /**
   * Adds the next leaf.
   *
   * @param leaf {@link ResultLeaf#bytes()}
   * @throws IllegalArgumentException unless the key is above every key before
   */
  public void add(LeafKey key, Status status, byte[] leaf) {
    if (last != null) {
      int order = last.compareTo(key);
      if (order >= 0) {
        throw new IllegalArgumentException(
            order == 0
                ? "leaf key " + key + " comes twice"
                : "leaf key " + key + " comes after " + last);
      }
      flat.update((byte) '\n');
    }
    last = key;
    flat.update(leaf);
    tree.add(leaf);
    switch (status) {
      case PASS -> pass++;
      case FAIL -> fail++;
      case NOT_APPLICABLE -> notApplicable++;
      case UNKNOWN -> unknown++;
    }
  }

  /** Ends the set. */
  public Result finish() {
    Tally tally = new Tally(pass, fail, notApplicable, unknown);
    return new Result(tree.size(), tree.root(), Hash.of(flat.digest()), tally);
  }
}
