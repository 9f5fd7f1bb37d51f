package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.InvalidStatusException;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Registers the agent's key at the collector, once in the life of a state directory. */
public final class Enroller {
  private final GrpcClient client;
  private final CollectorAddress address;
  private final Duration timeout;
  private final String version;

  public Enroller(GrpcClient client, CollectorAddress address, Duration timeout, String version) {
    this.client = client;
    this.address = address;
    this.timeout = timeout;
    this.version = version;
  }

  /**
   * Enrols and pins the log's key. An agent whose key is older than its state also takes up what the
   * collector holds of it; asked again with the token that it used up, the collector enrols it again.
   *
   * @param pinned the log's key where it is known beforehand, else empty
   * @throws StreamException when the collector refuses, cannot be reached or gives another log key
   */
  public void enrol(Spool spool, String token, String name, String pinned)
      throws InterruptedException {
    byte[] message =
        ("attestream-enrol-v1\n" + token + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
    EnrolReply reply =
        call(
            EnrolRequest.newBuilder()
                .setToken(token)
                .setName(name)
                .setPublicKey(ByteString.copyFrom(spool.key().publicKey().raw()))
                .setSignature(ByteString.copyFrom(spool.key().sign(message)))
                .setAgentVersion(version)
                .build());
    if (!reply.getKeyId().equals(spool.key().keyId())) {
      throw new StreamException(Kind.FATAL, "the collector registered another key");
    }
    if (!pinned.isEmpty() && !pinned.equals(reply.getLogKey())) {
      throw new StreamException(
          Kind.FATAL, "the collector's log key is not the pinned one; it is " + reply.getLogKey());
    }
    try {
      NoteVerifier log = NoteVerifier.parse(reply.getLogKey());
      if (!log.name().equals(reply.getOrigin())) {
        throw new StreamException(Kind.FATAL, "the log's key is of another origin");
      }
    } catch (IllegalArgumentException e) {
      throw new StreamException(Kind.FATAL, "the log's key cannot be read: " + e.getMessage(), e);
    }
    if (spool.newKey()) {
      spool.enrolled(reply.getAgentId(), reply.getLogKey());
    } else {
      adopt(spool, reply.getAgentId(), reply.getLogKey());
    }
  }

  /**
   * Takes up what a collector holds of an agent that was enrolled before and lost its state.
   *
   * @param logKey the log's key
   * @throws StreamException when the collector refuses, cannot be reached or is not to be believed
   */
  public void adopt(Spool spool, String name, String logKey) throws InterruptedException {
    try (GrpcChannel channel = GrpcChannel.open(client, address, timeout)) {
      Checkpoint none = Checkpoint.empty(NoteVerifier.parse(logKey).name());
      new Adoption(channel, spool, new Enrolment(name, logKey, none), timeout).perform();
    } catch (NoteException e) {
      throw new StreamException(Kind.FATAL, "the log's key cannot be read: " + e.getMessage(), e);
    }
  }

  private EnrolReply call(EnrolRequest request) throws InterruptedException {
    try {
      return IngestGrpcClient.create(client, address.socket())
          .enrol(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw new StreamException(Kind.LATER, "enrolment: the collector does not answer", e);
    }
  }

  private static StreamException failure(@Nullable Throwable cause) {
    GrpcStatus status =
        cause instanceof InvalidStatusException refused ? refused.actualStatus() : null;
    boolean refused =
        status == GrpcStatus.UNAUTHENTICATED
            || status == GrpcStatus.PERMISSION_DENIED
            || status == GrpcStatus.INVALID_ARGUMENT
            || status == GrpcStatus.ALREADY_EXISTS
            || status == GrpcStatus.FAILED_PRECONDITION;
    String text = cause == null ? "failed" : String.valueOf(cause.getMessage());
    return status != null && refused
        ? new StreamException(Kind.FATAL, "enrolment refused: " + status.name())
        : new StreamException(Kind.LATER, "enrolment: " + text);
  }
}
