package io.attestream.agent.stream;

import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import java.time.Duration;
import java.util.Optional;

/** One open stream, used by one thread that may block. */
interface FrameChannel {
  /**
   * Writes a frame; waits while the collector does not read.
   *
   * @throws StreamException when the stream ended
   */
  void send(AgentFrame frame) throws InterruptedException;

  /**
   * The next frame; empty after {@code wait} or when woken.
   *
   * @throws StreamException when the stream ended
   */
  Optional<CollectorFrame> receive(Duration wait) throws InterruptedException;

  /**
   * The next frame, however often the thread is woken.
   *
   * @throws StreamException when the stream ended, or nothing came in time
   */
  default CollectorFrame expect(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (left > 0) {
      Optional<CollectorFrame> frame = receive(Duration.ofNanos(left));
      if (frame.isPresent()) {
        return frame.get();
      }
      left = deadline - System.nanoTime();
    }
    throw new StreamException(Kind.LATER, "the collector does not answer");
  }
}
