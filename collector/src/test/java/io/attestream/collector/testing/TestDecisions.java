package io.attestream.collector.testing;

import io.attestream.collector.decision.Decisions;
import io.attestream.collector.decision.LoggedDecisions;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.intoto.Statement;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A real database with a real log, and the decisions that went into it. */
public final class TestDecisions implements AutoCloseable {
  private final Database database;
  private final LogIdentity identity;
  private final Sequencer sequencer;
  private final Decisions decisions;
  private final List<Set<String>> changed = Collections.synchronizedList(new ArrayList<>());

  public TestDecisions(Path directory, Clock clock) {
    DataDirectory data = DataDirectory.open(directory);
    database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    identity = LogIdentity.open(data, database, Optional.empty(), new SecureRandom());
    sequencer =
        Sequencer.start(
            database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {});
    decisions = new LoggedDecisions(sequencer, identity.statements(), clock, changed::add);
  }

  public Database database() {
    return database;
  }

  public Decisions decisions() {
    return decisions;
  }

  /** The controls that each decision named. */
  public List<Set<String>> changed() {
    return List.copyOf(changed);
  }

  /** All decisions in the log; their signatures are verified. */
  public List<DecisionEntry> logged() {
    List<DecisionEntry> entries = new ArrayList<>();
    database.read(
        handle -> {
          for (long index = 1; ; index++) {
            Optional<byte[]> body = new LogReader(handle).entry(index);
            if (body.isEmpty()) {
              return true;
            }
            Envelope envelope = Envelope.parse(body.get());
            if (!Dsse.verify(envelope, identity.verifier().key())) {
              throw new AssertionError("entry " + index + " is not signed by the log");
            }
            entries.add(DecisionEntry.parse(Statement.parse(envelope.payload())));
          }
        });
    return entries;
  }

  @Override
  public void close() {
    sequencer.close();
    database.close();
  }
}
