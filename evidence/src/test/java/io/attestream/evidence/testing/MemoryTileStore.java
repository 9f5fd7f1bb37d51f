package io.attestream.evidence.testing;

import io.attestream.evidence.tlog.TileStore;
import java.util.HashMap;
import java.util.Map;

/** Tiles in memory. */
public final class MemoryTileStore implements TileStore {
  private final Map<String, byte[]> tiles = new HashMap<>();

  @Override
  public byte[] read(int level, long index) {
    return tiles.getOrDefault(level + "/" + index, new byte[0]).clone();
  }

  @Override
  public void write(int level, long index, byte[] hashes) {
    tiles.put(level + "/" + index, hashes.clone());
  }
}
