package io.attestream.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.Blocking;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.attestream.protocol.v1.PutPackRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents bring the packs that their commits name; bundles carry them. */
class PackIntakeTest {
  private static final String ROTATED = "aws.iam.access-key.rotated";
  private static final Catalogue ONE =
      new Catalogue(List.of(CatalogueLoader.bundled().byId(ROTATED).orElseThrow()));
  private static final byte[] PACK =
      new Engine(ONE, new Parameters(Map.of(ROTATED, Map.of("maxAgeDays", 30L)))).pack();

  @TempDir Path directory;

  private final TestAgent agent = new TestAgent("agent");
  private TestCollector collector;

  @BeforeEach
  void open() {
    collector = new TestCollector(directory.resolve("data"));
    collector.enrol(agent);
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aPackIsKeptOnceAndExportedUnderItsDigest() throws IOException {
    put(PACK, agent.key());
    put(PACK, agent.key());
    assertThat(collector.count("SELECT count(*) FROM pack")).isEqualTo(1);
    try (BundleReader bundle = BundleReader.open(export(), BundleLimits.DEFAULT)) {
      String file = BundlePath.pack(Hash.sha256(PACK).hex());
      assertThat(bundle.read(file, BundlePath.MAX_PACK)).isEqualTo(PACK);
    }
  }

  @Test
  void whatIsNoPackOrNotTheAgentsIsRefused() {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> put(text, agent.key())).isNotNull();
    assertThatThrownBy(() -> put(PACK, Ed25519Key.generate(new SecureRandom()))).isNotNull();
    assertThat(collector.count("SELECT count(*) FROM pack")).isZero();
  }

  private void put(byte[] pack, Ed25519Key key) {
    String signed = "attestream-pack-v1\nagent\n" + Hash.sha256(pack).hex() + "\n";
    Blocking.await(
        IngestGrpcClient.create(
                collector.client(), SocketAddress.inetSocketAddress(collector.port(), "127.0.0.1"))
            .putPack(
                PutPackRequest.newBuilder()
                    .setAgentId("agent")
                    .setPack(ByteString.copyFrom(pack))
                    .setSignature(
                        ByteString.copyFrom(key.sign(signed.getBytes(StandardCharsets.UTF_8))))
                    .build()));
  }

  private Path export() {
    Path bundle = directory.resolve("bundle.zip");
    LogIdentity identity =
        LogIdentity.existing(
            DataDirectory.open(directory.resolve("data")), collector.database(), Optional.empty());
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.systemUTC())
        .export(bundle, new BundlePeriod(Instant.EPOCH, Instant.now()), percent -> {});
    return bundle;
  }
}
