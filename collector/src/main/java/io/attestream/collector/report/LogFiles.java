package io.attestream.collector.report;

import io.attestream.collector.log.LogReader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.tlog.EntryBundle;
import io.attestream.evidence.tlog.TileCoordinate;
import io.attestream.evidence.tlog.Tiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The part {@code log/} of a bundle: checkpoint, tiles and entries, as C2SP tlog-tiles lays them out. */
final class LogFiles {
  private final BundleWriter bundle;
  private final LogReader log;
  private final long size;

  LogFiles(BundleWriter bundle, LogReader log, long size) {
    this.bundle = bundle;
    this.log = log;
    this.size = size;
  }

  void write(String checkpoint) throws IOException {
    bundle.add(BundlePath.CHECKPOINT, checkpoint.getBytes(StandardCharsets.UTF_8));
    for (int level = 0; !Tiles.ofLevel(level, size).isEmpty(); level++) {
      for (TileCoordinate tile : Tiles.ofLevel(level, size)) {
        bundle.add(BundlePath.tile(tile), hashes(tile));
      }
    }
    for (TileCoordinate tile : Tiles.ofLevel(TileCoordinate.ENTRIES, size)) {
      bundle.add(BundlePath.tile(tile), EntryBundle.encode(entries(tile)));
    }
  }

  private byte[] hashes(TileCoordinate tile) throws IOException {
    byte[] stored = log.tile(tile.level(), tile.index());
    int length = tile.width() * Sha256.LENGTH;
    if (stored.length < length) {
      throw new IOException(tile.path() + " is not in the database");
    }
    return Arrays.copyOf(stored, length);
  }

  private List<byte[]> entries(TileCoordinate tile) throws IOException {
    List<byte[]> entries = new ArrayList<>(tile.width());
    long first = tile.index() * TileCoordinate.FULL;
    for (long index = first; index < first + tile.width(); index++) {
      long missing = index;
      entries.add(
          log.entry(index)
              .orElseThrow(() -> new IOException("entry " + missing + " is not in the database")));
    }
    return entries;
  }
}
