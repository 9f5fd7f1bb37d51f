package io.attestream.collector.live;

import io.attestream.evidence.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that a page may want to show at once. An event is a hint to look again, never evidence. */
public sealed interface LiveEvent {
  /**
   * Results as an agent sees them between two commits; not evidence yet.
   *
   * @param changes at most a few hundred; of a larger change only the first
   */
  record ProvisionalChanged(String unit, String agent, List<Change> changes) implements LiveEvent {
    public ProvisionalChanged {
      changes = List.copyOf(changes);
    }
  }

  /**
   * One provisional result.
   *
   * @param check id without version
   * @param resourceId provider identity of the resource
   * @param resource what a person calls it
   * @param since when the status was first seen
   */
  record Change(
      String check,
      String resourceType,
      String resourceId,
      String resource,
      Status status,
      Instant since) {}

  /**
   * A commit became evidence.
   *
   * @param puts results added or replaced
   * @param dels results that ended
   * @param transitions failures that it opened and ended; of many only the first
   */
  record CommitApplied(
      String unit, String agent, long logIndex, int puts, int dels, List<Transition> transitions)
      implements LiveEvent {
    public CommitApplied {
      transitions = List.copyOf(transitions);
    }
  }

  /**
   * A failure that a commit opened (its verdict is FAIL) or ended.
   *
   * @param check id without version
   * @param resourceId row id of the resource
   * @param after empty when the result is gone
   */
  record Transition(String check, long resourceId, Optional<Status> after) {}

  /** The grade of a control moved. */
  record GradeChanged(String control, String from, String to) implements LiveEvent {}

  /**
   * Evidence of an agent that had proved itself was refused.
   *
   * @param seq of the commit, 0 for none
   * @param code of the refusal
   * @param problem what is wrong and where
   */
  record EvidenceRefused(String agent, long seq, String code, String problem)
      implements LiveEvent {}

  /** An agent enrolled, connected, left or was revoked. */
  record AgentChanged(String agent) implements LiveEvent {}

  /**
   * A bundle export went on.
   *
   * @param percent 0 to 100
   * @param state RUNNING, READY or FAILED
   */
  record BundleProgress(long id, int percent, String state) implements LiveEvent {}

  /** The subscriber was too slow and lost this many events: it should load everything again. */
  record Missed(int count) implements LiveEvent {}
}
