package io.attestream.collector.ingest;

import static io.attestream.evidence.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.config.ConfigReader;
import io.attestream.collector.config.LimitsConfig;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.server.CollectorServer;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.Blocking;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.Reject;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.client.GrpcClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";

  @TempDir Path directory;

  @Test
  void aFullDiskRefusesCommitsKeepsReadingAndGoesOnWhenThereIsSpace() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    DataDirectory data = DataDirectory.open(directory);
    LimitsConfig limits = ConfigReader.read(Optional.empty(), Map.of(), Map.of()).limits();
    Vertx vertx = Vertx.vertx();
    try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
      LogIdentity identity = LogIdentity.open(data, database, Optional.empty(), random);
      try (Sequencer sequencer =
          Sequencer.start(
              database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {})) {
        IngestContext context =
            new IngestContext(
                database,
                sequencer,
                identity,
                new LiveEvents(),
                List.of(),
                limits,
                data.temporary(),
                random,
                clock);
        IngestService ingest =
            new IngestService(vertx, context, new EnrolmentTokens(database, random, clock));
        HttpServer server =
            Blocking.await(
                CollectorServer.start(
                    vertx,
                    ConfigReader.read(Optional.empty(), Map.of(), Map.of("http.port", "0")).http(),
                    ingest.server(),
                    List.of()));
        TestAgent agent = new TestAgent("agent");
        agent.saw(Checkpoint.empty(identity.origin()));
        database.change(
            handle ->
                new io.attestream.collector.access.Agents()
                    .add(
                        handle,
                        "agent",
                        agent.key().publicKey().raw(),
                        agent.key().keyId(),
                        "1",
                        now));
        TestUnit unit = new TestUnit("aws:1:r").set(PUBLIC, "a", PASS, now);
        try (TestStream stream =
            new TestStream(
                GrpcClient.client(vertx), server.actualPort(), agent, identity.verifier())) {
          stream.handshake();
          stream.deliver(agent.commit(unit, now));

          limitPages(database, "(SELECT page_count FROM pragma_page_count())");
          for (int i = 0; i < 2000; i++) {
            unit.set(PUBLIC, "bucket-" + i, PASS, now);
          }
          TestCommit big = agent.commit(unit, now);
          stream.send(big);
          assertThat(stream.rejected())
              .returns(Reject.Code.UNAVAILABLE, Reject::getCode)
              .returns("the disk is full", Reject::getMessage);
          assertThat(count(database)).isEqualTo(1);

          limitPages(database, "1000000");
          stream.deliver(big);
          assertThat(count(database)).isEqualTo(2001);
        }
      }
    } finally {
      Blocking.await(vertx.close());
    }
  }

  /** The file may not grow above this many pages: to SQLite this is a disk without space. */
  private static void limitPages(Database database, String pages) {
    long limit =
        database.write(handle -> handle.createQuery("SELECT " + pages).mapTo(Long.class).one());
    database.write(
        handle -> handle.createQuery("PRAGMA max_page_count = " + limit).mapTo(Long.class).one());
  }

  private static long count(Database database) {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM result").mapTo(Long.class).one());
  }
}
