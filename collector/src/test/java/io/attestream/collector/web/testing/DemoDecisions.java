package io.attestream.collector.web.testing;

import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionWork;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.store.Database;
import java.time.Clock;

/** Carries decisions out without a signed log, over whose demo entries nothing could be appended. */
final class DemoDecisions implements Decisions {
  private final Database database;
  private final Clock clock;

  DemoDecisions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public <R> R decide(String by, DecisionWork<R> work) {
    return database.write(
        handle -> {
          long index =
              handle
                  .createQuery("SELECT coalesce(max(idx) + 1, 0) FROM log_entry")
                  .mapTo(Long.class)
                  .one();
          Decision<R> decision = work.carryOut(handle, index, clock.instant());
          handle.execute(
              "INSERT INTO log_entry (idx, kind, at, body) VALUES (?, 'decision', ?, x'00')",
              index,
              clock.millis());
          return decision.result();
        });
  }
}
