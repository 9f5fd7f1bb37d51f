package io.attestream.collector.assurance;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which a unit was not observed, although its agent promised or the owner requires it. It
 * lies within the window.
 *
 * @param to the moment after its last
 * @param why what was promised or required
 */
public record BlindGap(String unit, Instant from, Instant to, String why) {
  public Duration length() {
    return Duration.between(from, to);
  }
}
