package io.attestream.evidence.tlog;

import java.util.ArrayList;
import java.util.List;

/** Which tiles make a tree. */
public final class Tiles {
  private Tiles() {}

  /**
   * All tiles of a tree in the order of level and index, each in its widest form: full ones, then the
   * level's partial one, if any.
   *
   * @param level {@link TileCoordinate#ENTRIES} for the entry bundles
   */
  public static List<TileCoordinate> ofLevel(int level, long size) {
    long hashes = count(level, size);
    List<TileCoordinate> tiles = new ArrayList<>();
    for (long index = 0; index < hashes >>> 8; index++) {
      tiles.add(new TileCoordinate(level, index, TileCoordinate.FULL));
    }
    int rest = (int) (hashes & 255);
    if (rest > 0) {
      tiles.add(new TileCoordinate(level, hashes >>> 8, rest));
    }
    return tiles;
  }

  /** Hashes (or entries) at a tile level of a tree of {@code size} entries. */
  static long count(int level, long size) {
    return level == TileCoordinate.ENTRIES ? size : size >>> 8 * level;
  }
}
