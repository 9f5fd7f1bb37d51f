package io.attestream.collector.ingest;

import java.util.List;

/**
 * A commit that was checked and applied, inside its transaction.
 *
 * @param unitId row id of the scope unit
 * @param unit its name
 * @param logIndex index of the commit's entry in the log
 * @param startedAt the agent's times, in epoch milliseconds
 * @param changes only what differs from the commit before
 */
public record CommitFacts(
    long unitId,
    String unit,
    String agent,
    long logIndex,
    long startedAt,
    long finishedAt,
    List<ResultChange> changes) {
  public CommitFacts {
    changes = List.copyOf(changes);
  }
}
