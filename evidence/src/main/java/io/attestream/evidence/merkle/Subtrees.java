package io.attestream.evidence.merkle;

/** Splits ranges of entries as RFC 6962, section 2.1 does. */
final class Subtrees {
  private Subtrees() {}

  /** MTH(D[begin:end]) where {@code begin} is a multiple of the range's size rounded up to 2^n. */
  static byte[] root(HashReader reader, long begin, long end) {
    if (begin == end) {
      return Merkle.emptyRoot();
    }
    long size = end - begin;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return reader.read(level, begin >>> level);
    }
    long middle = begin + Long.highestOneBit(size);
    return Merkle.nodeHash(root(reader, begin, middle), root(reader, middle, end));
  }

  /** The largest power of two below {@code size}, which is at least 2. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
