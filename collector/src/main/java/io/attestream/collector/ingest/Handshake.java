package io.attestream.collector.ingest;

import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.collector.log.LogReader;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Hello;
import io.attestream.protocol.v1.Proof;
import io.attestream.protocol.v1.Reject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hello, Challenge, Proof, Welcome: who the agent is, and that both sides know the same log. */
final class Handshake {
  private static final int NONCE_LENGTH = 32;

  private final IngestContext context;
  private final Agents agents = new Agents();
  private @Nullable Agent agent;
  private byte[] nonce = new byte[0];
  private long seenSize;

  Handshake(IngestContext context) {
    this.context = context;
  }

  /** The agent once {@link #hello} went well. */
  Agent agent() {
    Agent known = agent;
    if (known == null) {
      throw new IllegalStateException("no Hello yet");
    }
    return known;
  }

  /** Size of the last checkpoint that the agent verified: its own at first, then the welcome's. */
  long seenSize() {
    return seenSize;
  }

  /**
   * Takes the first frame.
   *
   * @return the challenge
   * @throws CommitRefusal UNAUTHENTICATED for an agent that is unknown or revoked, UNAVAILABLE when the
   *     agent knows a log that this one does not extend
   */
  CollectorFrame hello(Hello hello) {
    Agent known =
        context
            .database()
            .read(handle -> agents.find(handle, hello.getAgentId()))
            .filter(found -> !found.revoked() && found.keyId().equals(hello.getKeyId()))
            .orElseThrow(
                () ->
                    new CommitRefusal(
                        Reject.Code.UNAUTHENTICATED,
                        "agent or key is not enrolled here, or is revoked"));
    checkSeen(hello);
    agent = known;
    seenSize = hello.getSeenSize();
    nonce = new byte[NONCE_LENGTH];
    context.random().nextBytes(nonce);
    return Frames.challenge(nonce);
  }

  private void checkSeen(Hello hello) {
    long size = hello.getSeenSize();
    if (size == 0) {
      return;
    }
    boolean known =
        context
            .database()
            .read(
                handle -> {
                  LogReader log = new LogReader(handle);
                  long current = log.checkpoint().map(Checkpoint::size).orElse(0L);
                  return size > 0
                      && size <= current
                      && hello.getSeenRoot().size() == 32
                      && log.root(size).equals(Hash.of(hello.getSeenRoot().toByteArray()));
                });
    if (!known) {
      throw new CommitRefusal(
          Reject.Code.UNAVAILABLE,
          "this log does not extend the checkpoint of size "
              + size
              + " that the agent verified: it was restored or replaced");
    }
  }

  /**
   * Takes the second frame.
   *
   * @return the welcome
   * @throws CommitRefusal UNAUTHENTICATED for a wrong signature
   */
  CollectorFrame proof(Proof proof) {
    Ed25519PublicKey key = Ed25519PublicKey.ofRaw(agent().publicKey());
    if (!key.verify(challenged(), proof.getSignature().toByteArray())) {
      throw new CommitRefusal(Reject.Code.UNAUTHENTICATED, "the challenge's signature is wrong");
    }
    return context
        .database()
        .read(
            handle -> {
              Agent now = agents.find(handle, agent().id()).orElseGet(this::agent);
              LogReader log = new LogReader(handle);
              long size = log.checkpoint().map(Checkpoint::size).orElse(0L);
              List<byte[]> consistency = log.consistency(seenSize, size);
              seenSize = size;
              return Frames.welcome(
                  now.lastSeq() + 1,
                  now.lastEnvelope().orElseGet(() -> new byte[0]),
                  log.note().orElse(""),
                  consistency);
            });
  }

  private byte[] challenged() {
    String head =
        "attestream-stream-v1\n" + agent().id() + "\n" + context.identity().origin() + "\n";
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(nonce);
    return signed.toByteArray();
  }
}
