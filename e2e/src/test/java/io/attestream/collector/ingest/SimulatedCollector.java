package io.attestream.collector.ingest;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.config.ConfigReader;
import io.attestream.collector.config.LimitsConfig;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.hash.Hash;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.EnrolRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** A collector's intake and log as they are, on a real database, without gRPC and pages. */
public final class SimulatedCollector implements AutoCloseable {
  private static final SequencerLimits LIMITS =
      new SequencerLimits(Duration.ZERO, 256, 1L << 20, 4096);

  private final UnaryOperator<Database> between;
  private final DataDirectory data;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final LimitsConfig limits;
  private Database database;
  private LogIdentity identity;
  private Sequencer sequencer;
  private IngestContext context;
  private final AssemblyBudget budget = new AssemblyBudget(1L << 26);

  public SimulatedCollector(Path directory, Clock clock) {
    this(directory, clock, database -> database);
  }

  /** @param between comes between the collector and each database that it opens */
  public SimulatedCollector(Path directory, Clock clock, UnaryOperator<Database> between) {
    this.between = between;
    this.data = DataDirectory.open(directory);
    this.clock = clock;
    try {
      limits = ConfigReader.read(Optional.empty(), Map.of(), Map.of()).limits();
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
    database = open();
    identity = LogIdentity.open(data, database, Optional.empty(), random);
    sequencer = sequencer();
    context = context();
  }

  private Database open() {
    return between.apply(SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS));
  }

  private Sequencer sequencer() {
    return Sequencer.start(database, identity, data.checkpoint(), clock, LIMITS, () -> {});
  }

  private IngestContext context() {
    return new IngestContext(
        database,
        sequencer,
        identity,
        new LiveEvents(),
        List.of(),
        limits,
        data.temporary(),
        random,
        clock);
  }

  /** The process ends and is started again; streams that are open must not be used any more. */
  public void restart() {
    restart(() -> {});
  }

  /** The same, and something is done to its files before it is started again. */
  public void restart(Runnable meanwhile) {
    close();
    meanwhile.run();
    database = open();
    identity = LogIdentity.open(data, database, Optional.empty(), random);
    sequencer = sequencer();
    context = context();
  }

  /** Whether the database may not grow: to SQLite this is a disk without space. */
  public void diskFull(boolean full) {
    database.write(
        handle -> {
          long pages = number(handle, "SELECT page_count FROM pragma_page_count()");
          return number(handle, "PRAGMA max_page_count = " + (full ? pages : 1_000_000));
        });
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  /** Enrols an agent; returns the log's verifier key. */
  public String enrol(java.util.function.Function<String, EnrolRequest> request) {
    EnrolmentTokens tokens = new EnrolmentTokens(database, random, clock);
    String token = tokens.create("simulated", Duration.ofDays(1));
    sequencer
        .submit(new EnrolWork(request.apply(token), tokens, identity.statements(), clock))
        .join();
    return identity.verifier().vkey();
  }

  /** Opens a stream whose answers go to {@code answers}, from any thread. */
  public Stream open(Consumer<CollectorFrame> answers) {
    return new Stream(answers);
  }

  /** The collector's end of a stream. */
  public final class Stream {
    private final AgentSession session;

    private Stream(Consumer<CollectorFrame> answers) {
      Outlet outlet =
          new Outlet() {
            @Override
            public void send(CollectorFrame frame) {
              answers.accept(frame);
            }

            @Override
            public void end() {}
          };
      session = new AgentSession(context, budget, new IngestCounts(), outlet, Runnable::run);
    }

    public void deliver(AgentFrame frame) {
      session.handle(frame);
    }

    /** Waits until every commit that came is answered. */
    public void settle() {
      session.drained().join();
    }

    public void close() {
      session.closed();
    }
  }

  /** The database's file. */
  public Path file() {
    return data.database();
  }

  /** The file of the newest checkpoint. */
  public Path checkpointFile() {
    return data.checkpoint();
  }

  public Database database() {
    return database;
  }

  public LogIdentity identity() {
    return identity;
  }

  /** Log entries so far. */
  public long size() {
    return database.read(handle -> new LogReader(handle).checkpoint()).orElseThrow().size();
  }

  /** The entries from an index on. */
  public List<byte[]> entries(long from) {
    return database.read(
        handle -> {
          LogReader log = new LogReader(handle);
          List<byte[]> entries = new ArrayList<>();
          for (Optional<byte[]> entry = log.entry(from);
              entry.isPresent();
              entry = log.entry(from + entries.size())) {
            entries.add(entry.get());
          }
          return entries;
        });
  }

  /** The log's root at a size. */
  public Hash root(long size) {
    return database.read(handle -> new LogReader(handle).root(size));
  }

  @Override
  public void close() {
    sequencer.close();
    database.close();
  }
}
