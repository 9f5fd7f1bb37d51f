package io.attestream.evidence.merkle;

import io.attestream.evidence.hash.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Proofs that one tree begins with another (RFC 6962, section 2.1.2). */
public final class ConsistencyProof {
  private ConsistencyProof() {}

  /**
   * The proof from the tree of {@code first} entries to the tree of {@code second}; empty when {@code
   * first} is 0 or equals {@code second}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= first <= second}
   */
  public static List<byte[]> create(long first, long second, HashReader reader) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no consistency proof from " + first + " to " + second);
    }
    List<byte[]> proof = new ArrayList<>();
    if (first > 0) {
      collect(first, 0, second, true, reader, proof);
    }
    return proof;
  }

  /**
   * Whether the proof shows that the tree with {@code secondRoot} begins with the tree with {@code
   * firstRoot}, and is consumed exactly (RFC 9162, section 2.1.4.2). Every tree begins with the empty
   * tree, whose root is SHA-256 of nothing.
   */
  public static boolean verify(
      long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> proof) {
    if (first < 0 || first > second) {
      return false;
    }
    if (first == 0) {
      return proof.isEmpty()
          && Arrays.equals(firstRoot, Merkle.emptyRoot())
          && (second > 0 || Arrays.equals(firstRoot, secondRoot));
    }
    if (first == second) {
      return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
    }
    for (byte[] hash : proof) {
      if (hash.length != Sha256.LENGTH) {
        return false;
      }
    }
    return walk(first, second, firstRoot, secondRoot, proof);
  }

  private static boolean walk(
      long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> proof) {
    int used = 0;
    byte[] start = firstRoot;
    if (Long.bitCount(first) != 1) {
      if (proof.isEmpty()) {
        return false;
      }
      start = proof.get(used++);
    }
    int complete = Long.numberOfTrailingZeros(first);
    long node = (first - 1) >>> complete;
    long last = (second - 1) >>> complete;
    byte[] old = start;
    byte[] now = start;
    for (; used < proof.size(); used++) {
      if (last == 0) {
        return false;
      }
      byte[] sibling = proof.get(used);
      if ((node & 1) == 1 || node == last) {
        old = Merkle.nodeHash(sibling, old);
        now = Merkle.nodeHash(sibling, now);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        now = Merkle.nodeHash(now, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(old, firstRoot) && Arrays.equals(now, secondRoot);
  }

  /** SUBPROOF(first, D[begin:end], known): {@code known} while the subtree is part of the old root. */
  private static void collect(
      long first, long begin, long end, boolean known, HashReader reader, List<byte[]> proof) {
    if (first == end - begin) {
      if (!known) {
        proof.add(Subtrees.root(reader, begin, end));
      }
      return;
    }
    long split = Subtrees.split(end - begin);
    long middle = begin + split;
    if (first <= split) {
      collect(first, begin, middle, known, reader, proof);
      proof.add(Subtrees.root(reader, middle, end));
    } else {
      collect(first - split, middle, end, false, reader, proof);
      proof.add(Subtrees.root(reader, begin, middle));
    }
  }
}
