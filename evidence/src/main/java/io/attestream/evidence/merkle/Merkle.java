package io.attestream.evidence.merkle;

import io.attestream.evidence.hash.Sha256;

/** The hashes of RFC 6962, section 2.1. */
public final class Merkle {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private Merkle() {}

  /** SHA-256(0x00 ‖ entry). */
  public static byte[] leafHash(byte[] entry) {
    return Sha256.of(LEAF, entry);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    return Sha256.of(NODE, left, right);
  }

  /** The root of a tree without entries: SHA-256 of nothing. */
  public static byte[] emptyRoot() {
    return Sha256.of();
  }
}
