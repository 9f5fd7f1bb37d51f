package io.attestream.evidence.merkle;

import io.attestream.evidence.hash.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Proofs that an entry is in a tree (RFC 6962, section 2.1.1). */
public final class InclusionProof {
  private InclusionProof() {}

  /**
   * The path for entry {@code index} in the tree of {@code size} entries.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size}
   */
  public static List<byte[]> create(long index, long size, HashReader reader) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index " + index + " is not in a tree of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    collect(index, 0, size, reader, path);
    return path;
  }

  /**
   * Whether the path leads from the leaf hash at {@code index} to the root of the tree of {@code
   * size} entries and is consumed exactly (RFC 9162, section 2.1.3.2).
   */
  public static boolean verify(
      long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size || leafHash.length != Sha256.LENGTH) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : path) {
      if (last == 0 || sibling.length != Sha256.LENGTH) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Merkle.nodeHash(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = Merkle.nodeHash(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  private static void collect(
      long index, long begin, long end, HashReader reader, List<byte[]> path) {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + Subtrees.split(end - begin);
    if (index < middle) {
      collect(index, begin, middle, reader, path);
      path.add(Subtrees.root(reader, middle, end));
    } else {
      collect(index, middle, end, reader, path);
      path.add(Subtrees.root(reader, begin, middle));
    }
  }
}
