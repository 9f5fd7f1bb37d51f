package io.attestream.evidence.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.merkle.RootBuilder;
import io.attestream.evidence.testing.MemoryTileStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TiledTreeTest {
  @Property(tries = 60)
  void batchesAndReopeningDoNotChangeTheTree(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 400) Integer> batches) {
    MemoryTileStore store = new MemoryTileStore();
    RootBuilder expected = new RootBuilder();
    TiledTree tree = TiledTree.open(store, 0);
    int next = 0;
    for (int batch : batches) {
      List<byte[]> hashes = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        byte[] hash = hash(next++);
        hashes.add(hash);
        expected.addHash(hash);
      }
      tree.append(hashes);
      assertThat(tree.root()).isEqualTo(expected.root());
      tree = TiledTree.open(store, next);
      assertThat(tree.root()).isEqualTo(expected.root());
    }
  }

  @Test
  void provesAcrossThreeTileLevels() {
    MemoryTileStore store = new MemoryTileStore();
    TiledTree tree = TiledTree.open(store, 0);
    RootBuilder expected = new RootBuilder();
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      hashes.add(hash(i));
      expected.addHash(hash(i));
    }
    tree.append(hashes);
    assertThat(tree.root()).isEqualTo(expected.root());
    assertThat(store.read(2, 0)).hasSize(32);
    assertThat(store.read(1, 1)).hasSize(17 * 32);
    assertThat(store.read(0, 273)).hasSize(112 * 32);
    for (int index : new int[] {0, 255, 256, 65_535, 65_536, 69_999}) {
      List<byte[]> path = tree.inclusion(index, 70_000);
      assertThat(InclusionProof.verify(index, 70_000, hash(index), path, tree.root().bytes()))
          .isTrue();
    }
    for (int first : new int[] {1, 256, 65_535, 65_536, 69_999}) {
      assertThat(
              ConsistencyProof.verify(
                  first,
                  70_000,
                  tree.root(first).bytes(),
                  tree.root().bytes(),
                  tree.consistency(first, 70_000)))
          .isTrue();
    }
  }

  @Test
  void anAppendThatWasNotRecordedIsOverwritten() {
    MemoryTileStore store = new MemoryTileStore();
    TiledTree.open(store, 0).append(List.of(hash(1), hash(2), hash(3)));
    TiledTree reopened = TiledTree.open(store, 1);
    reopened.append(List.of(hash(9)));
    assertThat(reopened.root().bytes()).isEqualTo(Merkle.nodeHash(hash(1), hash(9)));
  }

  @Test
  void refusesToOpenWhenATileIsMissing() {
    assertThatThrownBy(() -> TiledTree.open(new MemoryTileStore(), 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tile 0/0");
  }

  /** C2SP tlog-tiles, "Merkle Tree" and "Partial Tiles". */
  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new TileCoordinate(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new TileCoordinate(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
    assertThat(new TileCoordinate(TileCoordinate.ENTRIES, 273, 112).path())
        .isEqualTo("tile/entries/273.p/112");
    assertThat(Tiles.ofLevel(0, 70_000)).hasSize(274).endsWith(new TileCoordinate(0, 273, 112));
    assertThat(Tiles.ofLevel(1, 70_000))
        .containsExactly(new TileCoordinate(1, 0, 256), new TileCoordinate(1, 1, 17));
    assertThat(Tiles.ofLevel(2, 70_000)).containsExactly(new TileCoordinate(2, 0, 1));
    assertThat(Tiles.ofLevel(1, 256)).containsExactly(new TileCoordinate(1, 0, 1));
  }

  @Test
  void onlyTheOneFormOfAPathIsRead() {
    for (String path :
        List.of("tile/0/000", "tile/7/x001/000.p/1", "tile/entries/x001/x234/067.p/255")) {
      assertThat(TileCoordinate.parse(path)).isPresent().get().extracting("path").isNotNull();
      assertThat(TileCoordinate.parse(path).orElseThrow().path()).isEqualTo(path);
    }
    for (String path :
        List.of(
            "tile/8/000",
            "tile/0/x000/001",
            "tile/0/1",
            "tile/0/000.p/256",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000/",
            "tile/0/../000",
            "tile/-1/000")) {
      assertThat(TileCoordinate.parse(path)).as(path).isEmpty();
    }
  }

  @Test
  void entryBundlesAreLengthPrefixed() {
    byte[] bundle = EntryBundle.encode(List.of(new byte[] {7}, new byte[0], new byte[300]));
    assertThat(bundle).startsWith(0, 1, 7, 0, 0, 1, 44);
    assertThat(EntryBundle.decode(bundle, 3)).hasSize(3).last().isEqualTo(new byte[300]);
    assertThatThrownBy(() -> EntryBundle.decode(bundle, 2)).hasMessage("more than 2 entries");
    assertThatThrownBy(() -> EntryBundle.decode(bundle, 4)).hasMessage("3 entries, 4 expected");
    assertThatThrownBy(() -> EntryBundle.decode(new byte[] {0}, 1))
        .hasMessage("entry 0: cut short");
    assertThatThrownBy(() -> EntryBundle.decode(new byte[] {0, 2, 1}, 1))
        .hasMessage("entry 0: cut short");
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .hasMessageContaining("65536");
  }

  private static byte[] hash(int i) {
    return Merkle.leafHash(ByteBuffer.allocate(4).putInt(i).array());
  }
}
