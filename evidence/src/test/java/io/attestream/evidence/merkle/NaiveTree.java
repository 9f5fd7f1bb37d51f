package io.attestream.evidence.merkle;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word for word, over lists in memory: the reference for the real code. */
final class NaiveTree {
  private NaiveTree() {}

  static byte[] mth(List<byte[]> d) {
    if (d.isEmpty()) {
      return Merkle.emptyRoot();
    }
    if (d.size() == 1) {
      return Merkle.leafHash(d.get(0));
    }
    int k = k(d.size());
    return Merkle.nodeHash(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
  }

  static List<byte[]> path(int m, List<byte[]> d) {
    if (d.size() == 1) {
      return new ArrayList<>();
    }
    int k = k(d.size());
    List<byte[]> left = d.subList(0, k);
    List<byte[]> right = d.subList(k, d.size());
    List<byte[]> path = m < k ? path(m, left) : path(m - k, right);
    path.add(mth(m < k ? right : left));
    return path;
  }

  static List<byte[]> proof(int m, List<byte[]> d) {
    return subproof(m, d, true);
  }

  private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
    List<byte[]> proof = new ArrayList<>();
    if (m == d.size()) {
      if (!b) {
        proof.add(mth(d));
      }
      return proof;
    }
    int k = k(d.size());
    if (m <= k) {
      proof.addAll(subproof(m, d.subList(0, k), b));
      proof.add(mth(d.subList(k, d.size())));
    } else {
      proof.addAll(subproof(m - k, d.subList(k, d.size()), false));
      proof.add(mth(d.subList(0, k)));
    }
    return proof;
  }

  private static int k(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }
}
