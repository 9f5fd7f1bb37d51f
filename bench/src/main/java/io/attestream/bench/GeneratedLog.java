package io.attestream.bench;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.testing.MemoryTileStore;
import io.attestream.evidence.tlog.TileCoordinate;
import io.attestream.evidence.tlog.TiledTree;
import io.attestream.evidence.tlog.Tiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** A log whose entries are on disk, in the form of entry bundles, and whose tiles are in memory. */
final class GeneratedLog implements AutoCloseable {
  private final Path file;
  private final DataOutputStream out;
  private final MemoryTileStore tiles = new MemoryTileStore();
  private final TiledTree tree = TiledTree.open(tiles, 0);

  private GeneratedLog(Path file) throws IOException {
    this.file = file;
    readAll();
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
  }

  /** A log in a file, to go on with; a new one where there is none. */
  static GeneratedLog open(Path file) throws IOException {
    return new GeneratedLog(file);
  }

  private void readAll() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long end = Files.size(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long at = 0; at < end; ) {
        byte[] entry = in.readNBytes(in.readUnsignedShort());
        tree.append(List.of(Merkle.leafHash(entry)));
        at += Short.BYTES + entry.length;
      }
    }
  }

  long size() {
    return tree.size();
  }

  void append(byte[] entry) throws IOException {
    out.writeShort(entry.length);
    out.write(entry);
    tree.append(List.of(Merkle.leafHash(entry)));
  }

  Checkpoint checkpoint(String origin) {
    return new Checkpoint(origin, tree.size(), tree.root());
  }

  /** Adds tiles and entry bundles in the order of a bundle's files. */
  void addTo(BundleWriter bundle) throws IOException {
    long size = tree.size();
    for (int level = 0; Tiles.count(level, size) > 0; level++) {
      for (TileCoordinate tile : Tiles.ofLevel(level, size)) {
        bundle.add(
            BundlePath.tile(tile),
            Arrays.copyOf(tiles.read(level, tile.index()), tile.width() * 32));
      }
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (TileCoordinate tile : Tiles.ofLevel(TileCoordinate.ENTRIES, size)) {
        bundle.add(
            BundlePath.tile(tile),
            to -> {
              DataOutputStream data = new DataOutputStream(to);
              for (int i = 0; i < tile.width(); i++) {
                int length = in.readUnsignedShort();
                data.writeShort(length);
                data.write(in.readNBytes(length));
              }
            });
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
