package io.attestream.collector.log;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.entry.RedactionEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries that the collector itself makes: DSSE envelopes signed by the log's key. */
public final class LogStatements {
  private final String origin;
  private final Ed25519Key key;

  LogStatements(String origin, Ed25519Key key) {
    this.origin = origin;
    this.key = key;
  }

  /** The first entry: names the log. */
  byte[] logStart(Instant at) {
    return sign(new LogStartEntry(origin, at, null).statement());
  }

  /** A key becomes the key of an agent, from this entry on. */
  public byte[] enrol(String agent, Ed25519PublicKey agentKey, Instant at) {
    return sign(new EnrolEntry(agent, agentKey, at).statement());
  }

  /**
   * A key is no longer the agent's, from this entry on.
   *
   * @param compromisedSince since when it may have been in other hands; {@code null} when it was not
   *     stolen
   */
  public byte[] revoke(
      String agent, Ed25519PublicKey agentKey, Instant at, @Nullable Instant compromisedSince) {
    return sign(new RevokeEntry(agent, agentKey, at, compromisedSince).statement());
  }

  /** What a person decided. */
  public byte[] decision(DecisionEntry decision) {
    return sign(decision.statement());
  }

  /** An authority stamped a checkpoint. */
  public byte[] stamp(StampEntry stamp) {
    return sign(stamp.statement());
  }

  /** Disclosures were erased. */
  public byte[] redaction(RedactionEntry redaction) {
    return sign(redaction.statement());
  }

  private byte[] sign(Statement statement) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), key).bytes();
  }
}
