package io.attestream.collector;

import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.Users;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.server.CollectorServer;
import io.attestream.collector.server.HealthFeature;
import io.attestream.collector.server.HttpFeature;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.server.GrpcServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Everything that a running collector is made of, wired by hand. */
public final class Collector implements AutoCloseable {
  private final DataDirectory.Claim claim;
  private final Database database;
  private final Vertx vertx;
  private final HttpServer server;
  private final Optional<String> firstPassword;

  private Collector(
      DataDirectory.Claim claim,
      Database database,
      Vertx vertx,
      HttpServer server,
      Optional<String> firstPassword) {
    this.claim = claim;
    this.database = database;
    this.vertx = vertx;
    this.server = server;
    this.firstPassword = firstPassword;
  }

  /** Opens the data directory and the port; blocks until requests are served. */
  public static Collector start(CollectorConfig config, Clock clock) {
    DataDirectory data = DataDirectory.open(config.data());
    DataDirectory.Claim claim = data.claim();
    Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    Vertx vertx = Vertx.vertx();
    SecureRandom random = new SecureRandom();

    Users users = new Users(database, new Passwords(random), random, clock);
    Optional<String> firstPassword = users.createFirstAdmin();

    List<HttpFeature> features = List.of(new HealthFeature(vertx, database));
    GrpcServer grpc = GrpcServer.server(vertx);
    HttpServer server = await(CollectorServer.start(vertx, config.http(), grpc, features));
    return new Collector(claim, database, vertx, server, firstPassword);
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
    await(vertx.close());
    database.close();
    claim.close();
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
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
