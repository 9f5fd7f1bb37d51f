package io.attestream.collector.log;

import java.time.Clock;
import org.jdbi.v3.core.Handle;

/** Appends the entry that begins a log. */
final class LogStart implements LogWork<Boolean> {
  private final LogIdentity identity;
  private final Clock clock;

  LogStart(LogIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  @Override
  public LogOutcome<Boolean> run(Handle handle, long index) {
    if (index != 0) {
      return new LogOutcome.Nothing<>(false);
    }
    byte[] body = identity.statements().logStart(clock.instant());
    return new LogOutcome.Append<>("log-start", body, true);
  }

  @Override
  public long bytes() {
    return 0;
  }
}
