package io.attestream.collector.ingest;

import io.attestream.checks.catalogue.PackReader;
import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.protocol.v1.PutPackRequest;
import io.attestream.protocol.v1.Reject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the check packs of agents for bundles. A pack is known by its SHA-256, which the agent's commits
 * name; so keeping it needs no entry in the log.
 */
final class PackIntake {
  /** Most packs that one agent may leave here. */
  private static final int MOST = 200;

  private final Clock clock;
  private final Agents agents = new Agents();

  PackIntake(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads a pack before any transaction.
   *
   * @throws CommitRefusal MALFORMED with the place of the mistake
   */
  static void check(PutPackRequest request) {
    try {
      PackReader.read(request.getPack().toByteArray());
    } catch (JsonException | IllegalArgumentException e) {
      throw CommitRefusal.malformed("pack: " + e.getMessage());
    }
  }

  /**
   * Keeps it, in the caller's transaction. Harmless when repeated.
   *
   * @throws CommitRefusal when the agent is not who it says, or has left too many
   */
  void keep(Handle handle, PutPackRequest request) {
    Hash digest = Hash.sha256(request.getPack().toByteArray());
    Agent agent =
        agents
            .find(handle, request.getAgentId())
            .filter(known -> !known.revoked() && signed(request, digest, known))
            .orElseThrow(
                () ->
                    new CommitRefusal(
                        Reject.Code.UNAUTHENTICATED, "the pack is not signed by an agent's key"));
    long held =
        handle
            .createQuery("SELECT count(*) FROM pack WHERE agent_id = :agent")
            .bind("agent", agent.id())
            .mapTo(Long.class)
            .one();
    if (held >= MOST) {
      throw CommitRefusal.malformed("agent " + agent.id() + " has left " + MOST + " packs already");
    }
    handle
        .createUpdate(
            "INSERT INTO pack (digest, agent_id, received_at, body)"
                + " VALUES (:digest, :agent, :at, :body) ON CONFLICT (digest) DO NOTHING")
        .bind("digest", digest.hex())
        .bind("agent", agent.id())
        .bind("at", clock.millis())
        .bind("body", request.getPack().toByteArray())
        .execute();
  }

  private static boolean signed(PutPackRequest request, Hash digest, Agent agent) {
    String text = "attestream-pack-v1\n" + agent.id() + "\n" + digest.hex() + "\n";
    return Ed25519PublicKey.ofRaw(agent.publicKey())
        .verify(text.getBytes(StandardCharsets.UTF_8), request.getSignature().toByteArray());
  }
}
