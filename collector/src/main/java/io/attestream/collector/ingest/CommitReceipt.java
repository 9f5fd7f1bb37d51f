package io.attestream.collector.ingest;

import io.attestream.collector.live.LiveEvent.Transition;
import java.util.List;
import java.util.stream.Stream;

/**
 * A commit that is in the log.
 *
 * @param index index of its entry
 * @param again whether it was there before
 * @param puts rows added
 * @param dels results that ended
 * @param transitions failures that it opened and ended, the first of each
 */
record CommitReceipt(long index, boolean again, int puts, int dels, List<Transition> transitions) {
  private static final int MOST = 60;

  static CommitReceipt delivered(long index) {
    return new CommitReceipt(index, true, 0, 0, List.of());
  }

  static CommitReceipt unchanged(long index) {
    return new CommitReceipt(index, false, 0, 0, List.of());
  }

  static CommitReceipt of(long index, DeltaApplier applied) {
    return new CommitReceipt(
        index, false, applied.added(), applied.ended(), transitions(applied.changes()));
  }

  private static List<Transition> transitions(List<ResultChange> changes) {
    Stream<ResultChange> opened = changes.stream().filter(ResultChange::opensFailure).limit(MOST);
    Stream<ResultChange> ended = changes.stream().filter(ResultChange::endsFailure).limit(MOST);
    return Stream.concat(opened, ended)
        .map(c -> new Transition(c.checkId(), c.resourceId(), c.after()))
        .toList();
  }
}
