package io.attestream.evidence.merkle;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Computes the RFC 6962 root of entries as they come. Keeps one hash for each complete subtree, at
 * most 63. For use by one thread.
 */
public final class RootBuilder {
  private static final int MAX_LEVELS = 63;
  private static final int NODE_LENGTH = 1 + 2 * Sha256.LENGTH;

  private final MessageDigest digest = Sha256.newDigest();
  private final byte[][] peaks = new byte[MAX_LEVELS][];

  /** 0x01 and two hashes: the input of the node hash that is being computed. */
  private final byte[] node = new byte[NODE_LENGTH];

  private long size;

  public RootBuilder() {
    node[0] = 1;
    for (int i = 0; i < MAX_LEVELS; i++) {
      peaks[i] = new byte[Sha256.LENGTH];
    }
  }

  /** Appends an entry. */
  public void add(byte[] entry) {
    digest.update((byte) 0);
    digest.update(entry);
    finish(node, 1 + Sha256.LENGTH);
    carry();
  }

  /** Appends an entry by its leaf hash. */
  public void addHash(byte[] leafHash) {
    if (leafHash.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("a leaf hash has 32 bytes, not " + leafHash.length);
    }
    System.arraycopy(leafHash, 0, node, 1 + Sha256.LENGTH, Sha256.LENGTH);
    carry();
  }

  /** Entries so far. */
  public long size() {
    return size;
  }

  /** The root over the entries so far; more may follow. */
  public Hash root() {
    if (size == 0) {
      return Hash.sha256();
    }
    int level = Long.numberOfTrailingZeros(size);
    byte[] root = peaks[level].clone();
    byte[] scratch = new byte[NODE_LENGTH];
    scratch[0] = 1;
    for (long rest = size >>> level >>> 1; rest != 0; rest >>>= 1) {
      level++;
      if ((rest & 1) == 1) {
        System.arraycopy(peaks[level], 0, scratch, 1, Sha256.LENGTH);
        System.arraycopy(root, 0, scratch, 1 + Sha256.LENGTH, Sha256.LENGTH);
        digest.update(scratch);
        finish(root, 0);
      }
    }
    return Hash.of(root);
  }

  /** Joins the new hash, in the right half of {@link #node}, with the subtrees it completes. */
  private void carry() {
    int level = 0;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      System.arraycopy(peaks[level], 0, node, 1, Sha256.LENGTH);
      digest.update(node);
      finish(node, 1 + Sha256.LENGTH);
      level++;
    }
    System.arraycopy(node, 1 + Sha256.LENGTH, peaks[level], 0, Sha256.LENGTH);
    size++;
  }

  private void finish(byte[] target, int offset) {
    try {
      digest.digest(target, offset, Sha256.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("the target has room for a SHA-256 digest", e);
    }
  }
}
