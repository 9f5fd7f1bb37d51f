package io.attestream.collector;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.LoggedRevocations;
import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.Sessions;
import io.attestream.collector.access.Users;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.LogConfig;
import io.attestream.collector.config.NotificationsConfig;
import io.attestream.collector.control.ControlBoard;
import io.attestream.collector.control.Turns;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.decision.LoggedDecisions;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.ingest.IngestContext;
import io.attestream.collector.ingest.IngestService;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.NonconformityWatch;
import io.attestream.collector.notification.Channel;
import io.attestream.collector.notification.ChannelsFile;
import io.attestream.collector.notification.HttpSenders;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.notification.Outbox;
import io.attestream.collector.notification.Sender;
import io.attestream.collector.notification.Target;
import io.attestream.collector.notification.Watch;
import io.attestream.collector.notification.Wording;
import io.attestream.collector.notification.mail.MailSender;
import io.attestream.collector.redaction.LoggedRedactions;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundleExports;
import io.attestream.collector.scope.OwnerScopes;
import io.attestream.collector.server.CollectorServer;
import io.attestream.collector.stamp.AuthorityClient;
import io.attestream.collector.stamp.Stamper;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.web.WebFeature;
import io.attestream.collector.web.bundle.Exports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Everything that a running collector is made of, wired by hand. */
public final class Collector implements AutoCloseable {
  private static final Duration STAMP_BEAT = Duration.ofSeconds(1);

  /** How late at most an effectiveness window is seen to have passed. */
  private static final Duration WATCH_BEAT = Duration.ofMinutes(1);

  private static final Duration NOTIFICATION_BEAT = Duration.ofSeconds(2);

  /** How late at most silence, an end of an exception or a full disk is told. */
  private static final Duration TURN_BEAT = Duration.ofSeconds(30);

  private final HttpServer server;
  private final Optional<String> firstPassword;

  /** What must be closed, the last opened first. */
  private final Deque<AutoCloseable> opened;

  private Collector(
      HttpServer server, Optional<String> firstPassword, Deque<AutoCloseable> opened) {
    this.server = server;
    this.firstPassword = firstPassword;
    this.opened = opened;
  }

  /** Opens the data directory and the port; blocks until requests are served. */
  public static Collector start(CollectorConfig config, Clock clock) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return start(config, clock, opened);
    } catch (RuntimeException e) {
      opened.forEach(Collector::closeQuietly);
      throw e;
    }
  }

  private static Collector start(CollectorConfig config, Clock clock, Deque<AutoCloseable> opened) {
    SecureRandom random = new SecureRandom();
    Catalogue catalogue = CatalogueLoader.bundled();
    ControlRegistry registry = ControlRegistry.bundled();
    LiveEvents live = new LiveEvents();

    NotificationsConfig told = config.notifications();
    List<Channel> channels =
        told.channels().map(file -> ChannelsFile.read(file, System.getenv())).orElse(List.of());

    DataDirectory data = DataDirectory.open(config.data());
    opened.push(data.claim());
    data.clearTemporary();
    Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    opened.push(database);
    Vertx vertx = Vertx.vertx();
    opened.push(() -> await(vertx.close()));

    Outbox outbox = new Outbox(channels, told.waiting());
    ControlBoard board =
        new ControlBoard(database, catalogue, registry, live, new Turns(outbox), clock);
    opened.push(board);
    List<CommitListener> listeners = new CopyOnWriteArrayList<>(List.of(board));
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

    config
        .log()
        .stamp()
        .authority()
        .ifPresent(
            url -> {
              Stamper stamper =
                  new Stamper(
                      database,
                      sequencer,
                      identity.statements(),
                      new AuthorityClient(URI.create(url)),
                      config.log().stamp().interval(),
                      Stamper.PAUSES,
                      clock,
                      random);
              opened.push(stamper);
              stamper.start(STAMP_BEAT);
            });

    Decisions decisions =
        new LoggedDecisions(sequencer, identity.statements(), clock, board::decided);
    NonconformityRegister register = new NonconformityRegister(catalogue, registry, decisions);
    NonconformityWatch watch = new NonconformityWatch(database, register, decisions, clock);
    opened.push(watch);
    listeners.add(watch);

    BundleExporter exporter = new BundleExporter(database, identity, catalogue, registry, clock);
    BundleExports exports = new BundleExports(database, exporter, data.bundles(), live, clock);
    exports.recover();
    opened.push(exports);

    Watch turned =
        new Watch(
            database,
            outbox,
            live,
            catalogue,
            told.exceptionDays(),
            told.freeBytes(),
            data::usableBytes,
            clock);
    opened.push(turned);
    Wording wording = new Wording(told.dashboard());
    HttpSenders http = new HttpSenders(identity.origin(), wording, clock);
    Notifications notifications =
        new Notifications(
            database, channels, channel -> sender(channel, http, vertx, wording), clock, random);
    opened.push(notifications);

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

    Sessions sessions = new Sessions(database, random, clock);
    Exports bundles = Exports.of(exports, identity.verifier().vkey());
    WebFeature web =
        await(
            WebFeature.create(
                new WebFeature.Parts(
                    vertx,
                    database,
                    catalogue,
                    registry,
                    users,
                    sessions,
                    tokens,
                    live,
                    bundles,
                    new OwnerScopes(sequencer, identity.origin()),
                    new LoggedRevocations(sequencer, identity.statements(), clock),
                    new LoggedRedactions(database, sequencer, identity.statements(), clock),
                    decisions,
                    notifications,
                    clock)));
    opened.push(web);

    board.start();
    watch.start(WATCH_BEAT);
    turned.start(TURN_BEAT);
    notifications.start(NOTIFICATION_BEAT);
    HttpServer server =
        await(CollectorServer.start(vertx, config.http(), ingest.server(), List.of(web)));
    opened.push(() -> await(server.close()));
    return new Collector(server, firstPassword, opened);
  }

  private static Sender sender(Channel channel, HttpSenders http, Vertx vertx, Wording wording) {
    Target target = channel.target();
    if (target instanceof Target.Webhook webhook) {
      return http.to(webhook);
    }
    if (target instanceof Target.Slack slack) {
      return http.to(slack);
    }
    return new MailSender(vertx, (Target.Email) target, wording);
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

  /** Stops taking requests, finishes what waits for the log, closes the database. */
  @Override
  public void close() {
    opened.forEach(Collector::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(Collector.class).warn("while stopping: {}", e.getMessage());
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
