package io.attestream.collector.metrics;

import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the collector can take evidence: the database can be written, and the newest checkpoint does
 * not promise more entries than there are. The answer is kept for a few seconds, so that anyone may
 * ask without costing a transaction each time. Blocks; thread-safe.
 */
public final class Health {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Database database;
  private final Clock clock;
  private Instant asked = Instant.MIN;
  private Optional<String> trouble = Optional.empty();

  public Health(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What keeps the collector from being ready, in words; empty when nothing does. */
  public synchronized Optional<String> trouble() {
    Instant now = clock.instant();
    if (Duration.between(asked, now).compareTo(KEPT) >= 0) {
      trouble = look();
      asked = now;
    }
    return trouble;
  }

  private Optional<String> look() {
    try {
      long promised =
          database.write(
              handle -> {
                handle.execute("UPDATE agent SET last_seq = last_seq WHERE id = ''");
                return handle
                    .createQuery(
                        """
                        SELECT COALESCE((SELECT MAX(size) FROM log_checkpoint), 0)
                          - COALESCE((SELECT MAX(idx) + 1 FROM log_entry), 0)
                        """)
                    .mapTo(Long.class)
                    .one();
              });
      return promised > 0
          ? Optional.of(
              "the newest checkpoint promises " + promised + " log entries that are not there")
          : Optional.empty();
    } catch (DatabaseException e) {
      return Optional.of("the database cannot be written: " + e.code());
    }
  }
}
