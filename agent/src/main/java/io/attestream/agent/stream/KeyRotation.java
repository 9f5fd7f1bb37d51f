package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.attestream.protocol.v1.RotateReply;
import io.attestream.protocol.v1.RotateRequest;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.InvalidStatusException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the collector an agent's new key, signed by the old one and by itself. */
public final class KeyRotation {
  private final GrpcClient client;
  private final CollectorAddress address;
  private final Duration timeout;

  public KeyRotation(GrpcClient client, CollectorAddress address, Duration timeout) {
    this.client = client;
    this.address = address;
    this.timeout = timeout;
  }

  /**
   * Rotates. Asked again after a lost answer, the collector says yes again.
   *
   * @throws StreamException when the collector refuses or cannot be reached; then it may or may not
   *     have taken the new key
   */
  public void rotate(String agent, Ed25519Key present, Ed25519Key next, Instant now)
      throws InterruptedException {
    byte[] envelope = RotateEntry.sign(agent, present, next, now).bytes();
    RotateRequest request =
        RotateRequest.newBuilder().setEnvelope(ByteString.copyFrom(envelope)).build();
    try {
      RotateReply reply =
          IngestGrpcClient.create(client, address.socket())
              .rotate(request)
              .toCompletionStage()
              .toCompletableFuture()
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!reply.getKeyId().equals(next.keyId())) {
        throw new StreamException(
            Kind.FATAL, "the collector took another key: " + reply.getKeyId());
      }
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof InvalidStatusException refused
              ? refused.actualStatus().name()
              : String.valueOf(e.getCause());
      throw new StreamException(Kind.LATER, "the key was not rotated: " + why, e);
    } catch (TimeoutException e) {
      throw new StreamException(Kind.LATER, "the collector does not answer; run it again", e);
    }
  }
}
