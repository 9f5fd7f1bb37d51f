package io.attestream.evidence.tlog;

import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.merkle.HashReader;
import io.attestream.evidence.merkle.RootBuilder;
import java.util.Arrays;

/** Finds the hash of any complete subtree in the tiles. Safe for many threads if its reader is. */
public final class TileHashes implements HashReader {
  private final TileReader tiles;

  public TileHashes(TileReader tiles) {
    this.tiles = tiles;
  }

  /**
   * @throws IllegalStateException when a tile is missing or too narrow, naming the tile
   */
  @Override
  public byte[] read(int level, long index) {
    int tileLevel = level / 8;
    int height = level % 8;
    long first = index << height;
    int from = (int) (first & 255);
    int to = from + (1 << height);
    byte[] tile = tiles.read(tileLevel, first >>> 8);
    if (tile.length < to * Sha256.LENGTH) {
      throw new IllegalStateException(
          "tile "
              + tileLevel
              + '/'
              + (first >>> 8)
              + " has "
              + tile.length / Sha256.LENGTH
              + " hashes, "
              + to
              + " are needed");
    }
    return root(tile, from, to);
  }

  /** The root over hashes {@code from} to {@code to} of a tile. */
  static byte[] root(byte[] tile, int from, int to) {
    if (to - from == 1) {
      return Arrays.copyOfRange(tile, from * Sha256.LENGTH, to * Sha256.LENGTH);
    }
    RootBuilder builder = new RootBuilder();
    for (int i = from; i < to; i++) {
      builder.addHash(Arrays.copyOfRange(tile, i * Sha256.LENGTH, (i + 1) * Sha256.LENGTH));
    }
    return builder.root().bytes();
  }
}
