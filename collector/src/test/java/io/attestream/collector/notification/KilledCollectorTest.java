package io.attestream.collector.notification;

import static io.attestream.evidence.model.Status.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.ChildCollector;
import io.attestream.collector.testing.Receiver;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.note.NoteVerifier;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.grpc.client.GrpcClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector process that is killed between a grade's change and the message about it. */
class KilledCollectorTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";

  @TempDir private Path directory;
  private final Receiver receiver = new Receiver();

  @Test
  void whatTurnedBeforeTheKillIsToldAfterItUnderTheSameId() throws Exception {
    Path data = directory.resolve("data");
    Path channels =
        Files.writeString(
            directory.resolve("channels.yaml"),
            """
            channels:
              - name: hook
                webhook: {url: "%s", secretEnv: HOOK_SECRET}
                kinds: [control]
                atLeast: CONFORMING
            """
                .formatted(receiver.url("/hook")));
    Map<String, String> environment =
        Map.of(
            "ATTESTREAM_NOTIFICATIONS_CHANNELS",
            channels.toString(),
            "HOOK_SECRET",
            "a secret of the tests, long enough");
    receiver.answer(503, Map.of());
    Vertx vertx = Vertx.vertx();
    GrpcClient client = GrpcClient.client(vertx);
    try (ChildCollector child = ChildCollector.start(data, environment)) {
      await(() -> grades(data) == 93);
      TestAgent agent = new TestAgent("agent");
      NoteVerifier logKey = NoteVerifier.parse(child.enrol(client, agent, token(data)).getLogKey());
      TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      unit.set(PUBLIC, "bucket", FAIL, now.minus(Duration.ofDays(40)));
      try (TestStream stream = new TestStream(client, child.port(), agent, logKey)) {
        stream.handshake();
        stream.deliver(agent.commit(unit, now));
      }
      await(() -> !receiver.posts().isEmpty());
      child.kill();
    } finally {
      client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    Set<String> turned = recorded(data);
    assertThat(turned).isNotEmpty().containsAll(ids(503));

    receiver.answer(204, Map.of());
    try (ChildCollector child = ChildCollector.start(data, environment)) {
      await(() -> ids(204).containsAll(turned));
    } finally {
      receiver.close();
    }
  }

  private Set<String> ids(int status) {
    return receiver.posts().stream()
        .filter(post -> post.status() == status)
        .map(post -> new JsonObject(post.body()).getString("id"))
        .collect(Collectors.toSet());
  }

  private static Set<String> recorded(Path data) {
    try (Database database = open(data)) {
      return database.read(
          handle ->
              Set.copyOf(
                  handle
                      .createQuery("SELECT transition_id FROM delivery WHERE state = 'WAITING'")
                      .mapTo(String.class)
                      .list()));
    }
  }

  private static long grades(Path data) {
    try (Database database = open(data)) {
      return database.read(
          handle -> handle.createQuery("SELECT COUNT(*) FROM grade").mapTo(Long.class).one());
    }
  }

  private static String token(Path data) {
    try (Database database = open(data)) {
      return new EnrolmentTokens(database, new SecureRandom(), Clock.systemUTC())
          .create("kill", Duration.ofHours(1));
    }
  }

  private static Database open(Path data) {
    return SqliteDatabase.open(data.resolve("attestream.db"), SqliteSettings.DEFAULTS);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it did not happen within a minute");
  }
}
