package io.attestream.evidence.tlog;

import java.util.ArrayList;
import java.util.List;

/** Which tiles make a tree. Level {@link TileCoordinate#ENTRIES} stands for the entry bundles. */
public final class Tiles {
  private Tiles() {}

  /** Tiles at a level of a tree of {@code size} entries, the partial one included. */
  public static long count(int level, long size) {
    return (hashes(level, size) + TileCoordinate.FULL - 1) >>> 8;
  }

  /**
   * A tile of a tree in its widest form.
   *
   * @param index below {@link #count}
   */
  public static TileCoordinate at(int level, long index, long size) {
    long width = Math.min(TileCoordinate.FULL, hashes(level, size) - (index << 8));
    return new TileCoordinate(level, index, (int) width);
  }

  /** All tiles of a level from the left: full ones, then the partial one, if any. */
  public static List<TileCoordinate> ofLevel(int level, long size) {
    List<TileCoordinate> tiles = new ArrayList<>();
    for (long index = 0; index < count(level, size); index++) {
      tiles.add(at(level, index, size));
    }
    return tiles;
  }

  /** Hashes (or entries) at a tile level. */
  static long hashes(int level, long size) {
    return level == TileCoordinate.ENTRIES ? size : size >>> (8 * level);
  }
}
