package io.attestream.evidence.tlog;

/** Where tiles of hashes are kept. */
@FunctionalInterface
public interface TileReader {
  /**
   * The hashes of a tile, 32 bytes each from the left. A store may give more hashes than a caller
   * needs, up to 256, since a tile only grows; an empty array when it holds none.
   */
  byte[] read(int level, long index);
}
