package io.attestream.collector.ingest;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.ChildCollector;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.Welcome;
import io.vertx.core.Vertx;
import io.vertx.grpc.client.GrpcClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector process that is killed under load, again and again. */
class CrashTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";
  private static final int KILLS = 4;
  private static final long SEED = 20261122;

  @TempDir Path directory;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
  private final Random random = new Random(SEED);
  private final TestAgent agent = new TestAgent("agent");
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private final List<TestCommit> unacknowledged = new ArrayList<>();
  private long acknowledged;

  @Test
  void aKilledCollectorLosesNothingThatItAcknowledgedAndCountsNothingTwice() throws Exception {
    Path data = directory.resolve("data");
    Vertx vertx = Vertx.vertx();
    GrpcClient client = GrpcClient.client(vertx);
    ExecutorService killer = Executors.newSingleThreadExecutor();
    NoteVerifier logKey;
    try {
      try (ChildCollector child = ChildCollector.start(data)) {
        EnrolReply reply = child.enrol(client, agent, token(data));
        logKey = NoteVerifier.parse(reply.getLogKey());
      }
      for (int kill = 0; kill < KILLS; kill++) {
        try (ChildCollector child = ChildCollector.start(data)) {
          long delay = 100 + random.nextInt(900);
          killer.execute(
              () -> {
                pause(delay);
                child.kill();
              });
          deliverUntilGone(client, child.port(), logKey);
        }
      }
      try (ChildCollector child = ChildCollector.start(data);
          TestStream stream = new TestStream(client, child.port(), agent, logKey)) {
        redeliver(stream, stream.handshake());
        unit.set(PUBLIC, "last", FAIL, now);
        stream.deliver(agent.commit(unit, now.plusSeconds(300)));
        acknowledged++;
      }
    } finally {
      killer.shutdownNow();
      client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    check(data, logKey);
  }

  /** As an agent: what was not acknowledged is sent again, then new commits follow. */
  private void deliverUntilGone(GrpcClient client, int port, NoteVerifier logKey) {
    try (TestStream stream = new TestStream(client, port, agent, logKey)) {
      redeliver(stream, stream.handshake());
      while (true) {
        for (int i = 0; i < 5; i++) {
          String bucket = "bucket-" + random.nextInt(50);
          unit.set(PUBLIC, bucket, random.nextBoolean() ? PASS : FAIL, now, "v" + acknowledged + i);
          TestCommit commit = agent.commit(unit, now.plusSeconds(agent.lastSeq() % 300));
          unacknowledged.add(commit);
          stream.send(commit);
        }
        while (!unacknowledged.isEmpty()) {
          stream.acknowledged(unacknowledged.get(0));
          unacknowledged.remove(0);
          acknowledged++;
        }
      }
    } catch (AssertionError | IllegalStateException gone) {
      // The process was killed; whether the last frames were kept shows at the next start.
    }
  }

  private void redeliver(TestStream stream, Welcome welcome) {
    // Nothing that was acknowledged may be unknown to the collector.
    assertThat(welcome.getNextSeq()).isGreaterThan(acknowledged);
    for (TestCommit commit : List.copyOf(unacknowledged)) {
      stream.deliver(commit);
      unacknowledged.remove(0);
      acknowledged++;
    }
  }

  private void check(Path data, NoteVerifier logKey) {
    try (Database database =
        SqliteDatabase.open(data.resolve("attestream.db"), SqliteSettings.DEFAULTS)) {
      assertThat(acknowledged).isEqualTo(agent.lastSeq()).isGreaterThan(KILLS);
      assertThat(count(database, "SELECT count(*) FROM commit_entry")).isEqualTo(acknowledged);
      assertThat(count(database, "SELECT count(*) FROM log_entry")).isEqualTo(acknowledged + 2);
      assertThat(count(database, "SELECT count(*) FROM result"))
          .isEqualTo(unit.size())
          .isEqualTo(count(database, "SELECT sum(pass + fail + na + unknown) FROM counter"));
      LogIdentity identity =
          LogIdentity.existing(DataDirectory.open(data), database, Optional.empty());
      Path bundle = directory.resolve("bundle.zip");
      new BundleExporter(
              database,
              identity,
              CatalogueLoader.bundled(),
              ControlRegistry.bundled(),
              Clock.systemUTC())
          .export(bundle, new BundlePeriod(Instant.EPOCH, Instant.now()), percent -> {});
      VerificationReport report = Verifier.verify(bundle, VerifyOptions.withLogKey(logKey));
      assertThat(report.problems()).isEmpty();
      assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    }
  }

  private static String token(Path data) {
    try (Database database =
        SqliteDatabase.open(data.resolve("attestream.db"), SqliteSettings.DEFAULTS)) {
      return new EnrolmentTokens(database, new SecureRandom(), Clock.systemUTC())
          .create("crash", Duration.ofHours(1));
    }
  }

  private static long count(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
