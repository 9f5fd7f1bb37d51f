package io.attestream.collector.report;

import java.time.Instant;

/**
 * The time that a bundle is about, both ends included. Leaves of commits that finished before {@code
 * from} are left out; the log itself is always whole.
 */
public record BundlePeriod(Instant from, Instant to) {
  public BundlePeriod {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(
          "the period ends at " + to + ", before it begins at " + from);
    }
  }
}
