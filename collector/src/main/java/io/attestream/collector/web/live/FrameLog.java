package io.attestream.collector.web.live;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The newest frames, for browsers that come back after a break. The epoch differs from start to start,
 * so that an id of an earlier process is known to be one. Not thread-safe: its owner guards it.
 */
final class FrameLog {
  private final String epoch;
  private final int kept;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long next = 1;

  FrameLog(String epoch, int kept) {
    this.epoch = epoch;
    this.kept = kept;
  }

  Frame add(String event, String data) {
    Frame frame = new Frame(next++, epoch, event, data);
    frames.addLast(frame);
    if (frames.size() > kept) {
      frames.removeFirst();
    }
    return frame;
  }

  /** The frames after {@code lastId}; empty when that is not known any more. */
  Optional<List<Frame>> after(String lastId) {
    String prefix = epoch + "-";
    if (!lastId.startsWith(prefix)) {
      return Optional.empty();
    }
    long seen;
    try {
      seen = Long.parseLong(lastId.substring(prefix.length()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    long oldest = frames.isEmpty() ? next : frames.getFirst().id();
    if (seen >= next || seen < oldest - 1) {
      return Optional.empty();
    }
    return Optional.of(frames.stream().filter(frame -> frame.id() > seen).toList());
  }

  /** The id that a browser holds which has seen everything up to now. */
  String newest() {
    return epoch + "-" + (next - 1);
  }
}
