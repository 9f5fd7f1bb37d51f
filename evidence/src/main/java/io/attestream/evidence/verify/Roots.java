package io.attestream.evidence.verify;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The log's root at every size, 32 bytes each. */
final class Roots {
  private static final int PER_CHUNK = 1 << 14;

  private final List<byte[]> chunks = new ArrayList<>();
  private long count;

  /** Adds the root at the next size, from 0. */
  void add(Hash root) {
    int within = (int) (count % PER_CHUNK);
    if (within == 0) {
      chunks.add(new byte[PER_CHUNK * Sha256.LENGTH]);
    }
    System.arraycopy(
        root.bytes(), 0, chunks.get(chunks.size() - 1), within * Sha256.LENGTH, Sha256.LENGTH);
    count++;
  }

  /** Whether the log had this root at this size. */
  boolean matches(long size, Hash root) {
    if (size < 0 || size >= count) {
      return false;
    }
    int from = (int) (size % PER_CHUNK) * Sha256.LENGTH;
    return Arrays.equals(
        chunks.get((int) (size / PER_CHUNK)),
        from,
        from + Sha256.LENGTH,
        root.bytes(),
        0,
        Sha256.LENGTH);
  }
}
