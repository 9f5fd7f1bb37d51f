package io.attestream.e2e.simulation;

import io.attestream.collector.ingest.SimulatedCollector;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A stream on which nothing gets lost, until nothing is left to say. It notes what the collector published. */
final class CalmWire implements Wire {
  private final Queue<CollectorFrame> back = new ConcurrentLinkedQueue<>();
  private final List<Checkpoint> published = new ArrayList<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private final SimulatedCollector.Stream stream;
  private final boolean answers;

  /** @param answers whether an acknowledgement reaches the agent; the stream breaks with it otherwise */
  CalmWire(SimulatedCollector collector, boolean answers) {
    this.stream = collector.open(back::add);
    this.answers = answers;
  }

  /** Checkpoints that the collector signed and sent. */
  List<Checkpoint> published() {
    return published;
  }

  /** Sequence numbers whose acknowledgement reached the agent. */
  List<Long> acknowledged() {
    return acknowledged;
  }

  @Override
  public void send(AgentFrame frame) {
    stream.deliver(frame);
  }

  @Override
  public Optional<CollectorFrame> receive() {
    stream.settle();
    CollectorFrame frame = back.poll();
    if (frame == null) {
      close();
      throw new Broken("nothing is left to say");
    }
    if (frame.hasWelcome() && !frame.getWelcome().getCheckpoint().isEmpty()) {
      publish(frame.getWelcome().getCheckpoint());
    }
    if (frame.hasAck()) {
      Ack ack = frame.getAck();
      publish(ack.getCheckpoint());
      if (!answers) {
        close();
        throw new Broken("the answer was lost");
      }
      acknowledged.add(ack.getSeq());
    }
    return Optional.of(frame);
  }

  private void publish(String note) {
    published.add(Checkpoint.parse(SignedNote.parse(note).text()));
  }

  void close() {
    stream.close();
  }
}
