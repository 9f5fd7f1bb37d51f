package io.attestream.e2e.simulation;

import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import java.util.Optional;

/** The agent's end of a simulated stream. */
public interface Wire {
  /**
   * Takes a frame.
   *
   * @throws Broken when the stream ends here
   */
  void send(AgentFrame frame);

  /**
   * The next frame, if one came.
   *
   * @throws Broken when the stream ends here
   */
  Optional<CollectorFrame> receive();

  /** The stream is gone. */
  final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Broken(String why) {
      super(why);
    }
  }
}
