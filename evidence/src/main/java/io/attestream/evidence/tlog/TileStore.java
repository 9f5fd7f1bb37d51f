package io.attestream.evidence.tlog;

/** Where the one writer of a log keeps its tiles. */
public interface TileStore extends TileReader {
  /**
   * Keeps a tile in place of its narrower form. Writing the same tile again must be harmless.
   *
   * @param hashes 1 to 256 hashes of 32 bytes
   */
  void write(int level, long index, byte[] hashes);
}
