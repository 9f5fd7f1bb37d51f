package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteSigner;
import io.attestream.evidence.tlog.EntryBundle;
import io.attestream.evidence.tlog.LogProof;
import io.attestream.evidence.tlog.TileCoordinate;
import io.attestream.evidence.tlog.TiledTree;
import io.attestream.evidence.tlog.Tiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A log in memory. */
public final class FixtureLog {
  private final MemoryTileStore tiles = new MemoryTileStore();
  private final TiledTree tree = TiledTree.open(tiles, 0);
  private final List<byte[]> entries = new ArrayList<>();
  private final NoteSigner signer;

  public FixtureLog(String origin, Ed25519Key key) {
    this.signer = new NoteSigner(origin, key);
  }

  public void append(byte[] entry) {
    entries.add(entry);
    tree.append(List.of(Merkle.leafHash(entry)));
  }

  public List<byte[]> entries() {
    return List.copyOf(entries);
  }

  /** The state at a size that the log has reached. */
  public Checkpoint at(long size) {
    return new Checkpoint(signer.verifier().name(), size, tree.root(size));
  }

  public Checkpoint now() {
    return at(entries.size());
  }

  /** The proof that an entry is in the log as it is now. */
  public LogProof proof(long index) {
    long size = entries.size();
    return new LogProof(index, tree.inclusion(index, size), signedAt(size));
  }

  /** The signed checkpoint at a size. */
  public String signedAt(long size) {
    return signer.sign(at(size)).encode();
  }

  /** Adds checkpoint, tiles and entry bundles as a bundle holds them. */
  public void addTo(Map<String, byte[]> files) {
    long size = entries.size();
    files.put(BundlePath.CHECKPOINT, signedAt(size).getBytes(StandardCharsets.UTF_8));
    for (int level = 0; Tiles.count(level, size) > 0; level++) {
      for (TileCoordinate tile : Tiles.ofLevel(level, size)) {
        files.put(
            BundlePath.tile(tile),
            Arrays.copyOf(tiles.read(level, tile.index()), tile.width() * 32));
      }
    }
    for (TileCoordinate tile : Tiles.ofLevel(TileCoordinate.ENTRIES, size)) {
      int from = (int) tile.index() * TileCoordinate.FULL;
      files.put(
          BundlePath.tile(tile), EntryBundle.encode(entries.subList(from, from + tile.width())));
    }
  }
}
