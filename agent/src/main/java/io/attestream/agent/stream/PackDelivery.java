package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.attestream.protocol.v1.PutPackRequest;
import io.vertx.grpc.client.GrpcClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the collector the check pack that this agent's commits name, so that bundles hold it and
 * anybody can judge again. Commits do not wait for it: what fails is tried at the next connection.
 */
public final class PackDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(PackDelivery.class);

  private final GrpcClient client;
  private final CollectorAddress address;
  private final Duration timeout;
  private final byte[] pack;
  private boolean delivered;

  /**
   * @param pack canonical bytes, whose SHA-256 commits name
   */
  public PackDelivery(GrpcClient client, CollectorAddress address, Duration timeout, byte[] pack) {
    this.client = client;
    this.address = address;
    this.timeout = timeout;
    this.pack = pack.clone();
  }

  /** Delivers, unless this process did already. */
  void deliver(String agent, Ed25519Key key) throws InterruptedException {
    if (delivered) {
      return;
    }
    String signed = "attestream-pack-v1\n" + agent + "\n" + Hash.sha256(pack).hex() + "\n";
    PutPackRequest request =
        PutPackRequest.newBuilder()
            .setAgentId(agent)
            .setPack(ByteString.copyFrom(pack))
            .setSignature(ByteString.copyFrom(key.sign(signed.getBytes(StandardCharsets.UTF_8))))
            .build();
    try {
      IngestGrpcClient.create(client, address.socket())
          .putPack(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      delivered = true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "the check pack was not delivered, next attempt at the next connection: {}",
          e.toString());
    }
  }
}
