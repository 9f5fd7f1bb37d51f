package io.attestream.agent.stream;

import java.time.Duration;

/**
 * Bounds of the stream.
 *
 * @param window commits sent ahead of their acknowledgement
 * @param ack how long an acknowledgement may take
 * @param progress how long opening the stream or writing a frame may take
 * @param firstPause the first pause after a failure
 * @param longestPause the longest pause after failures, and the pause after an alarm
 */
public record StreamLimits(
    int window, Duration ack, Duration progress, Duration firstPause, Duration longestPause) {
  public static StreamLimits of(int window, Duration ack) {
    return new StreamLimits(
        window, ack, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(60));
  }
}
