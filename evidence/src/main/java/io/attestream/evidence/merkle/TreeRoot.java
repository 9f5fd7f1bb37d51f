package io.attestream.evidence.merkle;

import io.attestream.evidence.hash.Hash;

/** Roots of stored trees. */
public final class TreeRoot {
  private TreeRoot() {}

  /** MTH(D[0:size]) of RFC 6962, section 2.1, in O(log size) reads. */
  public static Hash of(HashReader reader, long size) {
    return Hash.of(Subtrees.root(reader, 0, size));
  }
}
