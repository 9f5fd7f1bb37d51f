package io.attestream.collector.testing;

import com.google.protobuf.ByteString;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.SignedNote;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Hello;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.attestream.protocol.v1.Proof;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Welcome;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One gRPC stream of a test agent, used in a blocking way. Verifies every acknowledgement. */
public final class TestStream implements AutoCloseable {
  private static final CollectorFrame END = CollectorFrame.getDefaultInstance();

  private final TestAgent agent;
  private final NoteVerifier logKey;
  private final GrpcClientRequest<AgentFrame, CollectorFrame> request;
  private final BlockingQueue<CollectorFrame> frames = new LinkedBlockingQueue<>();

  /** Opens the stream; no frame is sent yet. */
  public TestStream(GrpcClient client, int port, TestAgent agent, NoteVerifier logKey) {
    this.agent = agent;
    this.logKey = logKey;
    this.request =
        Blocking.await(
            client.request(
                SocketAddress.inetSocketAddress(port, "127.0.0.1"), IngestGrpcClient.Stream));
    request
        .response()
        .onSuccess(
            response -> {
              response.handler(frames::add);
              response.endHandler(end -> frames.add(END));
              response.exceptionHandler(gone -> frames.add(END));
            })
        .onFailure(gone -> frames.add(END));
  }

  /** Hello to Welcome, with the proofs checked. */
  public Welcome handshake() {
    hello();
    CollectorFrame challenge = next();
    if (!challenge.hasChallenge()) {
      throw new AssertionError("expected a challenge, got " + challenge);
    }
    proof(challenge.getChallenge().getNonce().toByteArray());
    CollectorFrame frame = next();
    if (!frame.hasWelcome()) {
      throw new AssertionError("expected a welcome, got " + frame);
    }
    Welcome welcome = frame.getWelcome();
    Checkpoint checkpoint = verify(welcome.getCheckpoint());
    requireConsistent(checkpoint, welcome.getConsistencyList());
    agent.saw(checkpoint);
    return welcome;
  }

  public void hello() {
    Checkpoint seen = agent.seen();
    send(
        AgentFrame.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setAgentId(agent.id())
                    .setKeyId(agent.key().keyId())
                    .setSeenSize(seen.size())
                    .setSeenRoot(
                        seen.size() == 0
                            ? ByteString.EMPTY
                            : ByteString.copyFrom(seen.root().bytes())))
            .build());
  }

  public void proof(byte[] nonce) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(
        ("attestream-stream-v1\n" + agent.id() + "\n" + logKey.name() + "\n")
            .getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(nonce);
    send(
        AgentFrame.newBuilder()
            .setProof(
                Proof.newBuilder()
                    .setSignature(ByteString.copyFrom(agent.key().sign(signed.toByteArray()))))
            .build());
  }

  /** Sends a frame, unless the collector has ended the stream: its answer says why. */
  public void send(AgentFrame frame) {
    try {
      request.write(frame);
    } catch (IllegalStateException ended) {
      // What the collector said before it ended the stream is among the frames.
    }
  }

  public void send(TestCommit commit) {
    commit.frames(500).forEach(this::send);
  }

  /** The next frame; fails after half a minute. */
  public CollectorFrame next() {
    try {
      CollectorFrame frame = frames.poll(30, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("no answer within 30 seconds");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the next thing is the end of the stream. */
  public boolean ended() {
    return next() == END;
  }

  public static boolean isEnd(CollectorFrame frame) {
    return frame == END;
  }

  /** Sends a commit and checks its acknowledgement as an agent must. */
  public Ack deliver(TestCommit commit) {
    send(commit);
    return acknowledged(commit);
  }

  public Ack acknowledged(TestCommit commit) {
    CollectorFrame frame = next();
    if (!frame.hasAck()) {
      throw new AssertionError("expected an acknowledgement, got " + frame);
    }
    Ack ack = frame.getAck();
    if (ack.getSeq() != commit.seq()) {
      throw new AssertionError("acknowledged " + ack.getSeq() + ", sent " + commit.seq());
    }
    Checkpoint checkpoint = verify(ack.getCheckpoint());
    requireConsistent(checkpoint, ack.getConsistencyList());
    boolean included =
        InclusionProof.verify(
            ack.getIndex(),
            checkpoint.size(),
            Merkle.leafHash(commit.envelope()),
            bytes(ack.getInclusionList()),
            checkpoint.root().bytes());
    if (!included) {
      throw new AssertionError("the inclusion proof is wrong: " + ack);
    }
    agent.saw(checkpoint);
    return ack;
  }

  /** The next frame, which must be a rejection. */
  public Reject rejected() {
    CollectorFrame frame = next();
    if (!frame.hasReject()) {
      throw new AssertionError("expected a rejection, got " + frame);
    }
    return frame.getReject();
  }

  private Checkpoint verify(String note) {
    SignedNote signed = SignedNote.parse(note);
    if (!logKey.verify(signed)) {
      throw new AssertionError("the checkpoint is not signed by the log");
    }
    return Checkpoint.parse(signed.text());
  }

  private void requireConsistent(Checkpoint next, List<ByteString> proof) {
    Checkpoint seen = agent.seen();
    Hash root = seen.root();
    if (!ConsistencyProof.verify(
        seen.size(), next.size(), root.bytes(), next.root().bytes(), bytes(proof))) {
      throw new AssertionError(
          "no consistency from " + seen.size() + " to " + next.size() + ": " + proof.size());
    }
  }

  private static List<byte[]> bytes(List<ByteString> proof) {
    return proof.stream().map(ByteString::toByteArray).toList();
  }

  /** Half-closes: the collector answers what is due and ends. */
  public void finish() {
    request.end();
  }

  @Override
  public void close() {
    request.cancel();
  }
}
