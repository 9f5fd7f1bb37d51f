package io.attestream.collector.testing;

import com.google.protobuf.ByteString;
import io.attestream.collector.Collector;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.config.ConfigReader;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real collector on a directory of the test, and a client for it. */
public final class TestCollector implements AutoCloseable {
  private final Path data;
  private final Clock clock;
  private final Map<String, String> settings;
  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final Database database;
  private Collector collector;
  private @Nullable NoteVerifier logKey;

  public TestCollector(Path data) {
    this(data, Clock.systemUTC(), Map.of());
  }

  public TestCollector(Path data, Clock clock, Map<String, String> settings) {
    this.data = data;
    this.clock = clock;
    this.settings = new HashMap<>(settings);
    this.collector = start();
    this.database = SqliteDatabase.open(data.resolve("attestream.db"), SqliteSettings.DEFAULTS);
  }

  private Collector start() {
    Map<String, String> all = new HashMap<>(settings);
    all.put("data", data.toString());
    all.put("http.port", "0");
    try {
      CollectorConfig config = ConfigReader.read(Optional.empty(), Map.of(), all);
      return Collector.start(config, clock);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  public void restart() {
    collector.close();
    collector = start();
  }

  public int port() {
    return collector.port();
  }

  public Collector collector() {
    return collector;
  }

  public GrpcClient client() {
    return client;
  }

  /** The database, opened a second time as the command line does. */
  public Database database() {
    return database;
  }

  public String token() {
    return new EnrolmentTokens(database, new SecureRandom(), clock)
        .create("test", Duration.ofHours(1));
  }

  public EnrolReply enrol(TestAgent agent) {
    EnrolReply reply = Blocking.await(enrol(agent, token()));
    logKey = NoteVerifier.parse(reply.getLogKey());
    agent.saw(io.attestream.evidence.note.Checkpoint.empty(reply.getOrigin()));
    return reply;
  }

  public io.vertx.core.Future<EnrolReply> enrol(TestAgent agent, String token) {
    String signed = "attestream-enrol-v1\n" + token + "\n" + agent.id() + "\n";
    EnrolRequest request =
        EnrolRequest.newBuilder()
            .setToken(token)
            .setName(agent.id())
            .setPublicKey(ByteString.copyFrom(agent.key().publicKey().raw()))
            .setSignature(
                ByteString.copyFrom(agent.key().sign(signed.getBytes(StandardCharsets.UTF_8))))
            .setAgentVersion("test")
            .build();
    return enrol(request);
  }

  public io.vertx.core.Future<EnrolReply> enrol(EnrolRequest request) {
    return IngestGrpcClient.create(client, SocketAddress.inetSocketAddress(port(), "127.0.0.1"))
        .enrol(request);
  }

  public NoteVerifier logKey() {
    NoteVerifier key = logKey;
    if (key == null) {
      throw new AssertionError("enrol an agent first");
    }
    return key;
  }

  /** A stream on which no frame was sent. */
  public TestStream stream(TestAgent agent) {
    return new TestStream(client, port(), agent, logKey());
  }

  /** A stream after the handshake. */
  public TestStream connect(TestAgent agent) {
    TestStream stream = stream(agent);
    stream.handshake();
    return stream;
  }

  public long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    Blocking.await(vertx.close());
    collector.close();
    database.close();
  }
}
