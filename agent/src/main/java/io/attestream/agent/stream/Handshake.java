package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Hello;
import io.attestream.protocol.v1.Proof;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Welcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Hello, challenge, proof, welcome. */
final class Handshake {
  private static final int NONCE_LENGTH = 32;

  private Handshake() {}

  /**
   * Opens a stream as this agent.
   *
   * @throws StreamException when the collector refuses or does not answer in time
   */
  static Welcome perform(
      FrameChannel channel, Enrolment enrolment, Ed25519Key key, Duration timeout)
      throws InterruptedException {
    Hello.Builder hello =
        Hello.newBuilder()
            .setAgentId(enrolment.agentId())
            .setKeyId(key.keyId())
            .setSeenSize(enrolment.seen().size());
    if (enrolment.seen().size() > 0) {
      hello.setSeenRoot(ByteString.copyFrom(enrolment.seen().root().bytes()));
    }
    channel.send(AgentFrame.newBuilder().setHello(hello).build());
    CollectorFrame challenge = channel.expect(timeout);
    if (!challenge.hasChallenge()) {
      throw refused(challenge, "a challenge");
    }
    byte[] nonce = challenge.getChallenge().getNonce().toByteArray();
    if (nonce.length != NONCE_LENGTH) {
      throw new StreamException(Kind.LATER, "the challenge has " + nonce.length + " bytes, not 32");
    }
    byte[] signature = key.sign(challengeMessage(enrolment, nonce));
    channel.send(
        AgentFrame.newBuilder()
            .setProof(Proof.newBuilder().setSignature(ByteString.copyFrom(signature)))
            .build());
    CollectorFrame welcome = channel.expect(timeout);
    if (!welcome.hasWelcome()) {
      throw refused(welcome, "a welcome");
    }
    return welcome.getWelcome();
  }

  private static byte[] challengeMessage(Enrolment enrolment, byte[] nonce) {
    String text =
        "attestream-stream-v1\n" + enrolment.agentId() + "\n" + enrolment.seen().origin() + "\n";
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    message.writeBytes(nonce);
    return message.toByteArray();
  }

  static StreamException refused(CollectorFrame frame, String expected) {
    if (!frame.hasReject()) {
      return new StreamException(
          Kind.LATER, "expected " + expected + ", got " + frame.getFrameCase());
    }
    Reject reject = frame.getReject();
    Kind kind =
        switch (reject.getCode()) {
          case UNAUTHENTICATED -> Kind.FATAL;
          case CODE_UNSPECIFIED, MALFORMED, OUT_OF_SEQUENCE, RESYNC, UNAVAILABLE, UNRECOGNIZED ->
              Kind.LATER;
        };
    return new StreamException(kind, reject.getCode() + ": " + reject.getMessage());
  }
}
