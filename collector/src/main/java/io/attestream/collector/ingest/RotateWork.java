package io.attestream.collector.ingest;

import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.RotateRequest;
import org.jdbi.v3.core.Handle;

/** Puts an agent's new key in the place of its old one, and logs the entry that both have signed. */
final class RotateWork implements LogWork<RotateEntry> {
  private final byte[] envelope;
  private final RotateEntry entry;
  private final Agents agents = new Agents();

  /**
   * Reads the entry and checks both signatures.
   *
   * @throws CommitRefusal MALFORMED or UNAUTHENTICATED
   */
  RotateWork(RotateRequest request) {
    envelope = request.getEnvelope().toByteArray();
    try {
      Envelope signed = Envelope.parse(envelope);
      entry = RotateEntry.parse(Statement.parse(signed.payload()));
      if (!Dsse.verify(signed, entry.oldKey()) || !Dsse.verify(signed, entry.newKey())) {
        throw new CommitRefusal(
            Reject.Code.UNAUTHENTICATED, "the rotation is not signed by both keys");
      }
    } catch (JsonException e) {
      throw CommitRefusal.malformed("envelope: " + e.getMessage());
    }
  }

  @Override
  public long bytes() {
    return envelope.length;
  }

  /** An agent whose answer was lost asks again, and its key is the new one already. */
  @Override
  public LogOutcome<RotateEntry> run(Handle handle, long index) {
    Agent agent =
        agents
            .find(handle, entry.agent())
            .filter(known -> !known.revoked())
            .orElseThrow(
                () ->
                    new CommitRefusal(
                        Reject.Code.UNAUTHENTICATED,
                        "agent " + entry.agent() + " is not enrolled here, or is revoked"));
    Ed25519PublicKey present = Ed25519PublicKey.ofRaw(agent.publicKey());
    if (present.equals(entry.newKey())) {
      return new LogOutcome.Nothing<>(entry);
    }
    if (!present.equals(entry.oldKey())) {
      throw new CommitRefusal(
          Reject.Code.UNAUTHENTICATED,
          "key " + entry.oldKey().keyId() + " is not the key of agent " + entry.agent());
    }
    if (!agents.changeKey(handle, entry.agent(), entry.newKey().raw(), entry.newKey().keyId())) {
      throw CommitRefusal.malformed("the new key is in use by another agent");
    }
    return new LogOutcome.Append<>("rotate", envelope, entry);
  }
}
