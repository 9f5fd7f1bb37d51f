package io.attestream.checks.engine;

import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded results again from their disclosed evidence and the pinned pack, with nothing of
 * the agent's. Thread-safe.
 */
public final class Reperformance {
  private final Engine engine;

  /**
   * @param pack the pack whose digest the commit names
   * @throws io.attestream.evidence.json.JsonException when the bytes are no pack
   */
  public Reperformance(byte[] pack) {
    engine = Engine.ofPack(pack);
  }

  /** How a recorded result and the new judgement stand to each other. */
  public enum Agreement {
    /** The same verdict, with the same reason where it is unknown. */
    SAME,
    /** Another verdict: the record is not what its evidence gives. */
    DIFFERENT,
    /** The pack has no such check in that version. */
    NOT_IN_PACK,
    /** The result says that a known resource was not seen; there is no evidence to judge. */
    NOT_JUDGED
  }

  /**
   * @param verdict the new verdict, {@code null} where there is none
   */
  public record Result(Agreement agreement, @Nullable Verdict verdict) {}

  /**
   * Judges one result again.
   *
   * @param startedAt when the commit began that first carried this leaf
   */
  public Result check(ResultLeaf leaf, DisclosedEvidence evidence, Instant startedAt) {
    if (evidence.unknownReason() == UnknownReason.NOT_OBSERVED) {
      return new Result(Agreement.NOT_JUDGED, null);
    }
    boolean pinned =
        engine
            .catalogue()
            .byId(leaf.check())
            .filter(check -> check.version() == leaf.version())
            .isPresent();
    if (!pinned) {
      return new Result(Agreement.NOT_IN_PACK, null);
    }
    Verdict verdict = engine.program(leaf.check()).judge(evidence.observation(), startedAt);
    boolean same =
        verdict.status() == leaf.status()
            && (verdict.status() != Status.UNKNOWN
                || verdict.unknownReason() == evidence.unknownReason());
    return new Result(same ? Agreement.SAME : Agreement.DIFFERENT, verdict);
  }
}
