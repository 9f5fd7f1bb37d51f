package io.attestream.agent.schedule;

import java.time.Instant;

/** A unit that says when it wants to work, and then works. */
interface ScheduledUnit extends AutoCloseable {
  /** Whether {@link #run} is to be called now; then it is not due again before that has ended. */
  boolean due(Instant now);

  void run(Instant now) throws InterruptedException;

  @Override
  void close();
}
