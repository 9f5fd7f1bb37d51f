package io.attestream.collector.ingest;

import io.attestream.collector.access.Agent;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.protocol.v1.CommitOpen;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.Reject;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A commit from its first frame to its last. The first mistake is kept and the rest of the commit
 * passes by, so that the answer comes where the agent expects it: after the close.
 */
final class CommitIntake implements AutoCloseable {
  private static final int MAX_TRACE = 1 << 20;
  private static final Duration MAX_PROMISE = Duration.ofDays(400);
  private static final Duration MAX_AHEAD = Duration.ofHours(24);

  private final long seq;
  private final IngestContext context;
  private byte[] envelope = new byte[0];
  private byte[] trace = new byte[0];
  private @Nullable Manifest manifest;
  private @Nullable CommitAssembly parts;
  private @Nullable CommitRefusal mistake;

  CommitIntake(CommitOpen open, Agent agent, AssemblyBudget budget, IngestContext context) {
    this.seq = open.getSeq();
    this.context = context;
    try {
      envelope = open.getEnvelope().toByteArray();
      trace = open.getTrace().toByteArray();
      manifest = read(agent);
      parts =
          new CommitAssembly(manifest.unit().id(), context.limits(), budget, context.temporary());
    } catch (CommitRefusal e) {
      mistake = e;
    } catch (JsonException e) {
      mistake = CommitRefusal.malformed("envelope: " + e.getMessage());
    }
  }

  long seq() {
    return seq;
  }

  private Manifest read(Agent agent) {
    if (envelope.length > Envelope.MAX_BYTES || trace.length > MAX_TRACE) {
      throw CommitRefusal.malformed(
          "the envelope has "
              + envelope.length
              + " bytes of "
              + Envelope.MAX_BYTES
              + ", the trace "
              + trace.length
              + " of "
              + MAX_TRACE);
    }
    Envelope signed = Envelope.parse(envelope);
    if (!signed.payloadType().equals(Statement.PAYLOAD_TYPE)
        || !Dsse.verify(signed, Ed25519PublicKey.ofRaw(agent.publicKey()))) {
      throw new CommitRefusal(
          Reject.Code.UNAUTHENTICATED, "the envelope is not signed by the agent's key");
    }
    Manifest read = ManifestCodec.parse(signed.payload());
    if (!read.agent().equals(agent.id()) || !read.keyId().equals(agent.keyId())) {
      throw CommitRefusal.malformed("the manifest is of agent " + read.agent());
    }
    if (read.seq() != seq) {
      throw CommitRefusal.malformed("the manifest has seq " + read.seq() + ", the frame " + seq);
    }
    if (!Hash.sha256(trace).equals(read.trace())) {
      throw CommitRefusal.malformed("the trace is not the one that the manifest names");
    }
    checkTimes(read);
    return read;
  }

  private void checkTimes(Manifest read) {
    if (read.finishedAt().isBefore(read.startedAt())
        || read.nextBy().isBefore(read.finishedAt())
        || read.nextBy().isAfter(read.finishedAt().plus(MAX_PROMISE))) {
      throw CommitRefusal.malformed(
          "$.predicate: startedAt, finishedAt and nextBy must follow each other, nextBy within "
              + MAX_PROMISE.toDays()
              + " days");
    }
    if (read.finishedAt().isAfter(context.clock().instant().plus(MAX_AHEAD))) {
      throw CommitRefusal.malformed(
          "$.predicate.finishedAt: "
              + read.finishedAt()
              + " is in the future; the agent's clock is wrong");
    }
  }

  void add(CommitPart part) {
    CommitAssembly open = parts;
    if (mistake != null || open == null) {
      return;
    }
    try {
      open.add(part);
    } catch (CommitRefusal e) {
      fail(e);
    } catch (UncheckedIOException e) {
      fail(new CommitRefusal(Reject.Code.UNAVAILABLE, "cannot keep the commit: disk"));
    }
  }

  private void fail(CommitRefusal refusal) {
    mistake = refusal;
    close();
  }

  /**
   * Ends the commit.
   *
   * @throws CommitRefusal the first mistake
   */
  StagedCommit finish() {
    CommitRefusal first = mistake;
    if (first != null) {
      throw first;
    }
    CommitAssembly open = parts;
    Manifest read = manifest;
    if (open == null || read == null) {
      throw new IllegalStateException("a commit without a mistake has parts and a manifest");
    }
    try {
      open.finish();
    } catch (UncheckedIOException e) {
      open.close();
      throw new CommitRefusal(Reject.Code.UNAVAILABLE, "cannot keep the commit: disk");
    }
    return new StagedCommit(envelope, Hash.sha256(envelope), read, trace, open);
  }

  /** Lets go of parts that will not be used. */
  @Override
  public void close() {
    if (parts != null) {
      parts.close();
    }
  }
}
