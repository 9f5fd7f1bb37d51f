package io.attestream.collector.control;

import java.time.Instant;

/** Wakes the assessment at a moment of its clock. */
public interface Alarm {
  /** Runs the task once at that moment or soon after it; what was set before is forgotten. */
  void set(Instant at, Runnable task);
}
