package io.attestream.collector.ingest;

import io.attestream.collector.config.LimitsConfig;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What every stream shares.
 *
 * @param temporary directory for parts that memory has no room for
 * @param random source of challenges; must be cryptographically strong
 */
public record IngestContext(
    Database database,
    Sequencer sequencer,
    LogIdentity identity,
    LiveEvents live,
    List<CommitListener> listeners,
    LimitsConfig limits,
    Path temporary,
    RandomGenerator random,
    Clock clock) {
  public IngestContext {
    listeners = List.copyOf(listeners);
  }
}
