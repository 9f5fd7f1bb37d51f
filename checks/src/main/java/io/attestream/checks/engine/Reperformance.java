package io.attestream.checks.engine;

import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.reperform.Judgement;
import io.attestream.evidence.reperform.Judgement.Agreement;
import io.attestream.evidence.reperform.MappedCheck;
import io.attestream.evidence.reperform.PinnedPack;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges recorded results again from their disclosed evidence and the pinned pack, with nothing of
 * the agent's. Thread-safe.
 */
public final class Reperformance implements PinnedPack {
  private final Engine engine;

  /**
   * @param pack the pack whose digest the commit names
   * @throws io.attestream.evidence.json.JsonException when the bytes are no pack
   * @throws IllegalArgumentException when its parameters do not fit its checks
   */
  public Reperformance(byte[] pack) {
    engine = Engine.ofPack(pack);
  }

  @Override
  public Judgement judge(ResultLeaf leaf, DisclosedEvidence evidence, Instant startedAt) {
    if (evidence.unknownReason() == UnknownReason.NOT_OBSERVED) {
      return new Judgement(Agreement.NOT_JUDGED, null);
    }
    if (pinned(leaf).isEmpty()) {
      return new Judgement(Agreement.NOT_IN_PACK, null);
    }
    Verdict verdict = engine.program(leaf.check()).judge(evidence.observation(), startedAt);
    boolean same =
        verdict.status() == leaf.status()
            && (verdict.status() != Status.UNKNOWN
                || verdict.unknownReason() == evidence.unknownReason());
    return new Judgement(same ? Agreement.SAME : Agreement.DIFFERENT, verdict);
  }

  @Override
  public boolean usesClock(ResultLeaf leaf) {
    return pinned(leaf).filter(Check::usesClock).isPresent();
  }

  private Optional<Check> pinned(ResultLeaf leaf) {
    return engine.catalogue().byId(leaf.check()).filter(check -> check.version() == leaf.version());
  }

  @Override
  public SortedMap<String, MappedCheck> checks() {
    SortedMap<String, MappedCheck> checks = new TreeMap<>();
    for (Check check : engine.catalogue().checks()) {
      SortedMap<String, MappedCheck.Edge> edges = new TreeMap<>();
      for (ControlEdge edge : check.controls()) {
        edges.put(edge.control(), new MappedCheck.Edge(edge.strength().key(), edge.why()));
      }
      checks.put(check.id(), new MappedCheck(check.version(), edges));
    }
    return checks;
  }
}
