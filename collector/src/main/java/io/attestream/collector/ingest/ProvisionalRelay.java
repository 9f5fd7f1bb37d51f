package io.attestream.collector.ingest;

import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.live.LiveEvent.ProvisionalChanged;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.Provisional;
import java.util.ArrayList;
import java.util.List;

/** Hands results between commits to the pages: read as strictly as commits, kept nowhere. */
final class ProvisionalRelay {
  private static final int MAX_CHANGES = 1000;
  private static final int SHOWN = 200;

  private final IngestContext context;
  private final IngestCounts counts;
  private long second;
  private int inSecond;

  ProvisionalRelay(IngestContext context, IngestCounts counts) {
    this.context = context;
    this.counts = counts;
  }

  /**
   * Publishes a frame, or drops and counts it when the agent sends too many.
   *
   * @throws CommitRefusal MALFORMED, naming the place
   */
  void relay(String agent, Provisional frame) {
    if (!allowed()) {
      counts.droppedProvisional();
      return;
    }
    if (frame.getPutCount() + frame.getDelCount() > MAX_CHANGES) {
      throw CommitRefusal.malformed("Provisional: more than " + MAX_CHANGES + " puts and dels");
    }
    for (int i = 0; i < frame.getDelCount(); i++) {
      if (frame.getDel(i).size() != LeafKey.LENGTH) {
        throw CommitRefusal.malformed("Provisional, del " + i + ": a key has 16 bytes");
      }
    }
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, frame.getPutCount()); i++) {
      StagedPut put = PutReader.read(frame.getPut(i), frame.getUnit(), "Provisional, put " + i);
      changes.add(
          new Change(
              put.leaf().check(),
              put.resource().type(),
              put.resource().id(),
              put.resource().name(),
              put.leaf().status(),
              put.leaf().since()));
    }
    context.live().publish(new ProvisionalChanged(frame.getUnit(), agent, changes));
  }

  private boolean allowed() {
    long now = context.clock().instant().getEpochSecond();
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    return ++inSecond <= context.limits().provisionalPerSecond();
  }
}
