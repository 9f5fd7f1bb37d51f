package io.attestream.collector;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.Users;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.LogConfig;
import io.attestream.collector.control.ControlBoard;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.ingest.IngestContext;
import io.attestream.collector.ingest.IngestService;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.server.CollectorServer;
import io.attestream.collector.server.HealthFeature;
import io.attestream.collector.server.HttpFeature;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Everything that a running collector is made of, wired by hand. */
public final class Collector implements AutoCloseable {
  private static final Duration ASSESSMENT_BEAT = Duration.ofMinutes(1);

  private final DataDirectory.Claim claim;
  private final Database database;
  private final ControlBoard board;
  private final Vertx vertx;
  private final Sequencer sequencer;
  private final HttpServer server;
  private final Optional<String> firstPassword;

  private Collector(
      DataDirectory.Claim claim,
      Database database,
      ControlBoard board,
      Vertx vertx,
      Sequencer sequencer,
      HttpServer server,
      Optional<String> firstPassword) {
    this.claim = claim;
    this.database = database;
    this.board = board;
    this.vertx = vertx;
    this.sequencer = sequencer;
    this.server = server;
    this.firstPassword = firstPassword;
  }

  /** Opens the data directory and the port; blocks until requests are served. */
  public static Collector start(CollectorConfig config, Clock clock) {
    DataDirectory data = DataDirectory.open(config.data());
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return start(config, clock, data, opened);
    } catch (RuntimeException e) {
      opened.forEach(Collector::closeQuietly);
      throw e;
    }
  }

  private static Collector start(
      CollectorConfig config, Clock clock, DataDirectory data, Deque<AutoCloseable> opened) {
    DataDirectory.Claim claim = data.claim();
    opened.push(claim);
    SecureRandom random = new SecureRandom();
    Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    opened.push(database);
    LiveEvents live = new LiveEvents();
    ControlBoard board = board(database, live, clock);
    opened.push(board);
    List<CommitListener> listeners = List.of(board);
    LogIdentity identity = LogIdentity.open(data, database, config.log().origin(), random);
    Sequencer sequencer =
        Sequencer.start(
            database,
            identity,
            data.checkpoint(),
            clock,
            sequencerLimits(config.log()),
            () -> listeners.forEach(CommitListener::committed));
    opened.push(sequencer);
    Vertx vertx = Vertx.vertx();
    opened.push(() -> await(vertx.close()));

    Users users = new Users(database, new Passwords(random), random, clock);
    EnrolmentTokens tokens = new EnrolmentTokens(database, random, clock);
    Optional<String> firstPassword = users.createFirstAdmin();

    IngestContext context =
        new IngestContext(
            database,
            sequencer,
            identity,
            live,
            listeners,
            config.limits(),
            data.temporary(),
            random,
            clock);
    IngestService ingest = new IngestService(vertx, context, tokens);

    List<HttpFeature> features = List.of(new HealthFeature(vertx, database));
    board.start(ASSESSMENT_BEAT);
    HttpServer server =
        await(CollectorServer.start(vertx, config.http(), ingest.server(), features));
    return new Collector(claim, database, board, vertx, sequencer, server, firstPassword);
  }

  private static ControlBoard board(Database database, LiveEvents live, Clock clock) {
    return new ControlBoard(
        database,
        CatalogueLoader.bundled(),
        ControlRegistry.bundled(),
        new ControlGrader(GradingParameters.DEFAULTS),
        live,
        clock);
  }

  private static SequencerLimits sequencerLimits(LogConfig log) {
    SequencerLimits defaults = SequencerLimits.DEFAULTS;
    return new SequencerLimits(
        log.checkpointInterval(), log.checkpointEntries(), defaults.bytes(), defaults.queue());
  }

  /** The port that is open. */
  public int port() {
    return server.actualPort();
  }

  /** Password of the user {@code admin}, when this start created it. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  /** Stops taking requests, then closes the database. */
  @Override
  public void close() {
    await(server.close());
    sequencer.close();
    await(vertx.close());
    board.close();
    database.close();
    claim.close();
  }

  private static void closeQuietly(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      System.getLogger(Collector.class.getName())
          .log(System.Logger.Level.WARNING, "while giving up the start: {0}", e.getMessage());
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("no answer within a minute", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
