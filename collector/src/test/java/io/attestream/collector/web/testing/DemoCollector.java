package io.attestream.collector.web.testing;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.RevocationRefusal;
import io.attestream.collector.access.Sessions;
import io.attestream.collector.access.Users;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.redaction.Erased;
import io.attestream.collector.scope.ScopeRefusal;
import io.attestream.collector.server.CollectorServer;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.web.WebFeature;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The dashboard over a real SQLite file on a real port, without agents. */
public final class DemoCollector implements AutoCloseable {
  /** Password of the users {@code admin}, {@code manager} and {@code viewer}. */
  public static final String PASSWORD = "correct horse battery";

  private final Vertx vertx = Vertx.vertx();
  private final LiveEvents live = new LiveEvents();
  private final Database database;
  private final Users users;
  private final WebFeature web;
  private final HttpServer server;

  private DemoCollector(Path directory, Clock clock, boolean filled, int port) {
    SecureRandom random = new SecureRandom();
    Catalogue catalogue = CatalogueLoader.bundled();
    ControlRegistry registry = ControlRegistry.bundled();
    database = SqliteDatabase.open(directory.resolve("demo.db"), SqliteSettings.DEFAULTS);
    users = new Users(database, new Passwords(random), random, clock);
    addUser("admin", "admin", clock);
    addUser("manager", "manager", clock);
    addUser("viewer", "viewer", clock);
    if (filled) {
      DemoData.fill(database, catalogue, registry, clock.instant());
    }
    web =
        await(
            WebFeature.create(
                new WebFeature.Parts(
                    vertx,
                    database,
                    catalogue,
                    registry,
                    users,
                    new Sessions(database, random, clock),
                    new EnrolmentTokens(database, random, clock),
                    live,
                    new DemoExports(database, live, directory, clock),
                    DemoCollector::takeScope,
                    (agent, since) -> demoKey(agent),
                    (by, erasure) -> new Erased(List.of(7L), 2, true),
                    new DemoDecisions(database, clock),
                    new Notifications(
                        database, List.of(DemoChannel.QUIET), c -> letter -> {}, clock, random),
                    clock)));
    Router router = Router.router(vertx);
    web.mount(router);
    server =
        await(vertx.createHttpServer(options()).requestHandler(router).listen(port, "127.0.0.1"));
  }

  /** Bounds as the real thing has them. */
  private static HttpServerOptions options() {
    return new HttpServerOptions().setMaxFormAttributeSize(CollectorServer.LARGEST_FIELD);
  }

  /** As the real thing, but with a hash that costs a test nothing. */
  private void addUser(String name, String role, Clock clock) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO app_user (name, password_hash, role, created_at) VALUES (?, ?, ?, ?)",
                name,
                cheapHash(),
                role,
                clock.millis()));
  }

  private static String cheapHash() {
    int iterations = 10;
    byte[] salt = new byte[16];
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, iterations, 256))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      return String.join(
          "$",
          "pbkdf2-sha256",
          Integer.toString(iterations),
          base64.encodeToString(salt),
          base64.encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The demo's log takes no entries, so a scope is read and forgotten. */
  private static ScopeEntry takeScope(byte[] envelope) {
    try {
      return ScopeEntry.parse(Statement.parse(Envelope.parse(envelope).payload()));
    } catch (JsonException e) {
      throw new ScopeRefusal("it is no signed scope: " + e.getMessage());
    }
  }

  private static Ed25519PublicKey demoKey(String agent) {
    if (agent.equals("nobody")) {
      throw new RevocationRefusal("there is no agent nobody");
    }
    return Ed25519Key.ofSeed(new byte[32]).publicKey();
  }

  /** With the demo data. */
  public static DemoCollector filled(Path directory, Clock clock) {
    return new DemoCollector(directory, clock, true, 0);
  }

  /** As a collector is on its first day. */
  public static DemoCollector empty(Path directory, Clock clock) {
    return new DemoCollector(directory, clock, false, 0);
  }

  /** For looking at the pages by hand: a directory, then a port. */
  public static void main(String[] arguments) throws InterruptedException {
    try (DemoCollector demo =
        new DemoCollector(
            Path.of(arguments[0]), Clock.systemUTC(), true, Integer.parseInt(arguments[1]))) {
      System.out.println(demo.url() + " admin / " + PASSWORD);
      Thread.currentThread().join();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public int port() {
    return server.actualPort();
  }

  public LiveEvents live() {
    return live;
  }

  public Database database() {
    return database;
  }

  public Users users() {
    return users;
  }

  /** How many rows a table has. */
  public int count(String table) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM <table>")
                .define("table", table)
                .mapTo(Integer.class)
                .one());
  }

  /** The number of a resource that has a result with this verdict. */
  public String resourceWith(String verdict) {
    int status = io.attestream.evidence.model.Status.valueOf(verdict).ordinal();
    return database.read(
        handle ->
            handle
                .createQuery("SELECT resource_id FROM result WHERE status = :status LIMIT 1")
                .bind("status", status)
                .mapTo(String.class)
                .one());
  }

  public WebFeature web() {
    return web;
  }

  public Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    await(server.close());
    web.close();
    await(vertx.close());
    database.close();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
