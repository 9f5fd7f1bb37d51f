package io.attestream.agent.testing;

import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteSigner;
import io.attestream.evidence.tlog.TileStore;
import io.attestream.evidence.tlog.TiledTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real tiled log in memory. */
public final class FakeLog {
  private final Map<String, byte[]> tiles = new HashMap<>();
  private final TiledTree tree = TiledTree.open(new Tiles(), 0);
  private final NoteSigner signer;
  private final String origin;
  private final List<byte[]> entries = new ArrayList<>();

  public FakeLog(String origin, Ed25519Key key) {
    this.origin = origin;
    this.signer = new NoteSigner(origin, key);
  }

  public String vkey() {
    return signer.verifier().vkey();
  }

  public String origin() {
    return origin;
  }

  public long append(byte[] entry) {
    tree.append(List.of(Merkle.leafHash(entry)));
    entries.add(entry);
    return tree.size() - 1;
  }

  public long size() {
    return tree.size();
  }

  public List<byte[]> entries() {
    return entries;
  }

  public Checkpoint checkpoint() {
    return new Checkpoint(origin, tree.size(), tree.root());
  }

  /** The signed checkpoint, or empty while the log is. */
  public String note() {
    return tree.size() == 0 ? "" : signer.sign(checkpoint()).encode();
  }

  public List<byte[]> inclusion(long index) {
    return tree.inclusion(index, tree.size());
  }

  public List<byte[]> consistency(long from) {
    return tree.consistency(from, tree.size());
  }

  private final class Tiles implements TileStore {
    @Override
    public byte[] read(int level, long index) {
      return tiles.getOrDefault(level + "/" + index, new byte[0]);
    }

    @Override
    public void write(int level, long index, byte[] hashes) {
      tiles.put(level + "/" + index, hashes);
    }
  }
}
