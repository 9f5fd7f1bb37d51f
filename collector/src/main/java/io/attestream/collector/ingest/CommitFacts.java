package io.attestream.collector.ingest;

import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Instant;
import java.util.List;

/**
 * A commit that was applied.
 *
 * @param unitId row of {@code unit}
 * @param logIndex index of its entry in the log
 * @param receivedAt by the collector's clock; the other times are the agent's
 * @param nextBy when the agent promised its next commit over this unit
 * @param tally all leaves of the unit after this commit
 * @param incomplete enumerations that failed
 * @param changes what differs from before, in no order; an unchanged leaf is not in it
 */
public record CommitFacts(
    long unitId,
    ScopeUnit unit,
    String agent,
    long logIndex,
    Instant startedAt,
    Instant finishedAt,
    Instant receivedAt,
    Instant nextBy,
    Tally tally,
    int incomplete,
    List<ResultChange> changes) {
  public CommitFacts {
    changes = List.copyOf(changes);
  }
}
