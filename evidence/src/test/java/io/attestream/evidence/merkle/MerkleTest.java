package io.attestream.evidence.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.testing.MemoryTileStore;
import io.attestream.evidence.tlog.TiledTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleTest {
  /** The reference tree of the certificate-transparency-go and RFC 6962 test suites. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAgreeWithThePublishedOnes() {
    RootBuilder builder = new RootBuilder();
    assertThat(builder.root().hex()).isEqualTo(ROOTS.get(0));
    for (int i = 0; i < LEAVES.size(); i++) {
      builder.add(Hex.decode(LEAVES.get(i)));
      assertThat(builder.root().hex()).isEqualTo(ROOTS.get(i + 1));
      assertThat(builder.size()).isEqualTo(i + 1);
    }
  }

  /** golang.org/x/mod/sumdb/tlog, note_test.go. */
  @Test
  void leafHashAgreesWithGo() {
    assertThat(
            Base64.getEncoder()
                .encodeToString(Merkle.leafHash("hello world".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
  }

  @Test
  void aNodeCannotPassAsALeaf() {
    byte[] left = Merkle.leafHash(new byte[] {1});
    byte[] right = Merkle.leafHash(new byte[] {2});
    byte[] joined = ByteBuffer.allocate(64).put(left).put(right).array();
    byte[] root = Merkle.nodeHash(left, right);
    assertThat(Merkle.leafHash(joined)).isNotEqualTo(root);
    assertThat(InclusionProof.verify(0, 1, Merkle.leafHash(joined), List.of(), root)).isFalse();
  }

  @Property
  void inclusionProofsAgreeWithTheReference(
      @ForAll @IntRange(min = 1, max = 700) int size, @ForAll @IntRange(max = 699) int at) {
    int index = at % size;
    List<byte[]> entries = entries(size);
    TiledTree tree = tree(entries);
    List<byte[]> path = tree.inclusion(index, size);
    assertThat(path)
        .usingElementComparator(MerkleTest::compare)
        .containsExactlyElementsOf(NaiveTree.path(index, entries));
    byte[] leaf = Merkle.leafHash(entries.get(index));
    byte[] root = NaiveTree.mth(entries);
    assertThat(tree.root().bytes()).isEqualTo(root);
    assertThat(InclusionProof.verify(index, size, leaf, path, root)).isTrue();
    assertThat(InclusionProof.verify(index, size, Merkle.leafHash(new byte[9]), path, root))
        .isFalse();
    assertThat(InclusionProof.verify(size, size, leaf, path, root)).isFalse();
    assertThat(InclusionProof.verify(-1, size, leaf, path, root)).isFalse();
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(new byte[32]);
    assertThat(InclusionProof.verify(index, size, leaf, longer, root)).isFalse();
    if (!path.isEmpty()) {
      assertThat(InclusionProof.verify(index, size, leaf, path.subList(0, path.size() - 1), root))
          .isFalse();
      assertThat(InclusionProof.verify(index ^ 1, size, leaf, path, root)).isFalse();
    }
  }

  @Property
  void consistencyProofsAgreeWithTheReference(
      @ForAll @IntRange(min = 1, max = 700) int second, @ForAll @IntRange(max = 699) int from) {
    int first = 1 + from % second;
    List<byte[]> entries = entries(second);
    TiledTree tree = tree(entries);
    List<byte[]> proof = tree.consistency(first, second);
    assertThat(proof)
        .usingElementComparator(MerkleTest::compare)
        .containsExactlyElementsOf(NaiveTree.proof(first, entries));
    byte[] firstRoot = NaiveTree.mth(entries.subList(0, first));
    byte[] secondRoot = NaiveTree.mth(entries);
    assertThat(tree.root(first).bytes()).isEqualTo(firstRoot);
    assertThat(ConsistencyProof.verify(first, second, firstRoot, secondRoot, proof)).isTrue();
    byte[] other = firstRoot.clone();
    other[0] ^= 1;
    assertThat(ConsistencyProof.verify(first, second, other, secondRoot, proof)).isFalse();
    assertThat(ConsistencyProof.verify(first, second, firstRoot, other, proof)).isFalse();
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(new byte[32]);
    assertThat(ConsistencyProof.verify(first, second, firstRoot, secondRoot, longer)).isFalse();
    if (!proof.isEmpty()) {
      assertThat(
              ConsistencyProof.verify(
                  first, second, firstRoot, secondRoot, proof.subList(1, proof.size())))
          .isFalse();
    }
    assertThat(ConsistencyProof.verify(second + 1, second, firstRoot, secondRoot, proof)).isFalse();
  }

  @Test
  void everyTreeBeginsWithTheEmptyOneAndNoOther() {
    byte[] root = Hex.decode(ROOTS.get(3));
    byte[] empty = Merkle.emptyRoot();
    assertThat(ConsistencyProof.verify(0, 3, empty, root, List.of())).isTrue();
    assertThat(ConsistencyProof.verify(0, 3, root, root, List.of())).isFalse();
    assertThat(ConsistencyProof.verify(0, 0, empty, root, List.of())).isFalse();
    assertThat(ConsistencyProof.verify(0, 3, empty, root, List.of(root))).isFalse();
    assertThat(ConsistencyProof.verify(3, 3, root, root, List.of(root))).isFalse();
  }

  private static TiledTree tree(List<byte[]> entries) {
    TiledTree tree = TiledTree.open(new MemoryTileStore(), 0);
    tree.append(entries.stream().map(Merkle::leafHash).toList());
    return tree;
  }

  private static List<byte[]> entries(int size) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(ByteBuffer.allocate(4).putInt(i).array());
    }
    return entries;
  }

  private static int compare(byte[] a, byte[] b) {
    return java.util.Arrays.compare(a, b);
  }
}
