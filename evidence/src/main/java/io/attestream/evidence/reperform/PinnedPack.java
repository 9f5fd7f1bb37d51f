package io.attestream.evidence.reperform;

import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.ResultLeaf;
import java.time.Instant;
import java.util.SortedMap;

/** The checks and parameters that a commit was judged by. */
public interface PinnedPack {
  /**
   * Judges a recorded result again.
   *
   * @param startedAt the commit's, the only time that checks look at
   */
  Judgement judge(ResultLeaf leaf, DisclosedEvidence evidence, Instant startedAt);

  /** Whether the verdict may differ from commit to commit over the same evidence. */
  boolean usesClock(ResultLeaf leaf);

  /** Its checks by id. */
  SortedMap<String, MappedCheck> checks();
}
