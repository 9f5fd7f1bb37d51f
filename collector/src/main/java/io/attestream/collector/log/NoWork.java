package io.attestream.collector.log;

import org.jdbi.v3.core.Handle;

/** Work that does nothing. */
final class NoWork implements LogWork<Boolean> {
  @Override
  public LogOutcome<Boolean> run(Handle handle, long index) {
    return new LogOutcome.Nothing<>(false);
  }

  @Override
  public long bytes() {
    return 0;
  }
}
