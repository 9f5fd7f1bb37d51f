package io.attestream.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.testing.AgentFixture;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows spooled commits of one unit from the first on. */
final class ChainAssert {
  private ChainAssert() {}

  /** Numbers, links, signatures and the leaves that the deltas add up to are as signed. */
  static void unbroken(AgentFixture agent, List<SpooledCommit> commits) {
    @Nullable Hash prev = null;
    TreeMap<LeafKey, ResultLeaf> leaves = new TreeMap<>();
    long seq = 0;
    for (SpooledCommit commit : commits) {
      Envelope envelope = Envelope.parse(commit.envelope());
      assertThat(Dsse.verify(envelope, agent.spool.key().publicKey())).isTrue();
      Manifest manifest = ManifestCodec.parse(envelope.payload());
      assertThat(manifest.seq()).isEqualTo(++seq).isEqualTo(commit.seq());
      assertThat(manifest.prev()).isEqualTo(prev);
      prev = Hash.sha256(commit.envelope());
      DeltaReader delta = agent.spool.delta(commit);
      for (Optional<Slice> slice = delta.next(); slice.isPresent(); slice = delta.next()) {
        for (Slice.Put put : slice.get().puts()) {
          ResultLeaf leaf = ResultLeaf.parse(put.leaf());
          leaves.put(leaf.key(), leaf);
        }
        slice.get().dels().forEach(key -> leaves.remove(LeafKey.of(key)));
      }
      LeafSetDigest digest = new LeafSetDigest();
      leaves.forEach((key, leaf) -> digest.add(key, leaf.status(), leaf.bytes()));
      assertThat(digest.finish().root()).isEqualTo(manifest.root());
    }
    assertThat(agent.spool.state().nextSeq()).isEqualTo(seq + 1);
    assertThat(agent.spool.state().last()).isEqualTo(prev);
  }
}
