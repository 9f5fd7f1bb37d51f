package io.attestream.collector.log;

import java.time.Duration;

/**
 * Bounds of one transaction and of what may wait.
 *
 * @param gather how long the first work waits for others
 * @param entries most entries under one checkpoint
 * @param bytes once this much is in a transaction it is committed
 * @param queue most works that wait
 */
public record SequencerLimits(Duration gather, int entries, long bytes, int queue) {
  public static final SequencerLimits DEFAULTS =
      new SequencerLimits(Duration.ofMillis(5), 256, 1L << 20, 4096);
}
