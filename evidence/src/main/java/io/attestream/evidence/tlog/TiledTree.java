package io.attestream.evidence.tlog;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.TreeRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An RFC 6962 tree kept as tiles. One thread appends; roots and proofs of any size up to {@link
 * #size} come from the stored tiles, so they need no state but the store.
 */
public final class TiledTree {
  private final TileStore store;
  private final TileHashes hashes;

  /** For each tile level the hashes of its rightmost tile, fewer than 256. */
  private final List<Edge> edges = new ArrayList<>();

  private long size;

  private TiledTree(TileStore store, long size) {
    this.store = store;
    this.hashes = new TileHashes(store);
    this.size = size;
  }

  /**
   * Opens the tree of {@code size} entries; hashes in the store beyond it, left by an append that was
   * never recorded, are overwritten by the next append.
   *
   * @throws IllegalStateException when a tile at the right edge is missing or too narrow
   */
  public static TiledTree open(TileStore store, long size) {
    TiledTree tree = new TiledTree(store, size);
    for (int level = 0; Tiles.hashes(level, size) > 0; level++) {
      long count = Tiles.hashes(level, size);
      Edge edge = tree.edge(level);
      edge.index = count >>> 8;
      edge.width = (int) (count & 255);
      if (edge.width > 0) {
        byte[] tile = store.read(level, edge.index);
        if (tile.length < edge.width * Sha256.LENGTH) {
          throw new IllegalStateException(
              "tile " + level + '/' + edge.index + " is narrower than size " + size + " needs");
        }
        System.arraycopy(tile, 0, edge.tile, 0, edge.width * Sha256.LENGTH);
      }
    }
    return tree;
  }

  /** Entries in the tree. */
  public long size() {
    return size;
  }

  /** Appends entries by their leaf hashes, in order, and writes each changed tile once. */
  public void append(List<byte[]> leafHashes) {
    for (byte[] leafHash : leafHashes) {
      push(0, leafHash);
      size++;
    }
    for (int level = 0; level < edges.size(); level++) {
      Edge edge = edges.get(level);
      if (edge.changed && edge.width > 0) {
        store.write(level, edge.index, Arrays.copyOf(edge.tile, edge.width * Sha256.LENGTH));
      }
      edge.changed = false;
    }
  }

  /** The root of all entries. */
  public Hash root() {
    return root(size);
  }

  /** The root of the first {@code atSize} entries. */
  public Hash root(long atSize) {
    requireSize(atSize);
    return TreeRoot.of(hashes, atSize);
  }

  /** The inclusion proof for an entry under the root of the first {@code atSize} entries. */
  public List<byte[]> inclusion(long index, long atSize) {
    requireSize(atSize);
    return InclusionProof.create(index, atSize, hashes);
  }

  /** The consistency proof between two sizes. */
  public List<byte[]> consistency(long first, long second) {
    requireSize(second);
    return ConsistencyProof.create(first, second, hashes);
  }

  private void requireSize(long atSize) {
    if (atSize < 0 || atSize > size) {
      throw new IllegalArgumentException("size " + atSize + " is not in a tree of " + size);
    }
  }

  private void push(int level, byte[] hash) {
    if (hash.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("a leaf hash has 32 bytes, not " + hash.length);
    }
    Edge edge = edge(level);
    System.arraycopy(hash, 0, edge.tile, edge.width * Sha256.LENGTH, Sha256.LENGTH);
    edge.width++;
    edge.changed = true;
    if (edge.width == TileCoordinate.FULL) {
      store.write(level, edge.index, edge.tile.clone());
      byte[] root = TileHashes.root(edge.tile, 0, TileCoordinate.FULL);
      edge.index++;
      edge.width = 0;
      push(level + 1, root);
    }
  }

  private Edge edge(int level) {
    while (edges.size() <= level) {
      edges.add(new Edge());
    }
    return edges.get(level);
  }

  private static final class Edge {
    final byte[] tile = new byte[TileCoordinate.FULL * Sha256.LENGTH];
    long index;
    int width;
    boolean changed;
  }
}
