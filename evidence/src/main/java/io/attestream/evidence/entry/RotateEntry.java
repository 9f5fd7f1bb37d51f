package io.attestream.evidence.entry;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * From this entry on, commits of the agent are signed by its new key and no longer by its old one. The
 * envelope is signed by both: the old key says that the new one is the agent's, the new one that the
 * agent holds it.
 *
 * @param at when the agent made it, by its clock; cut to whole seconds
 */
public record RotateEntry(
    String agent, Ed25519PublicKey oldKey, Ed25519PublicKey newKey, Instant at) {
  public static final String PREDICATE_TYPE = "https://attestream.io/rotate/v1";

  public RotateEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    if (oldKey.equals(newKey)) {
      throw new IllegalArgumentException("the new key is the old one");
    }
  }

  /** The statement to sign; its subject is the raw new key. */
  public Statement statement() {
    return new Statement(
        agent,
        AgentKeys.digest(newKey),
        PREDICATE_TYPE,
        Map.of(
            "agent", agent,
            "keyId", oldKey.keyId(),
            "publicKey", AgentKeys.text(oldKey),
            "next", Map.of("keyId", newKey.keyId(), "publicKey", AgentKeys.text(newKey)),
            "at", Rfc3339.format(at)));
  }

  /** The entry, signed by both keys. */
  public static Envelope sign(String agent, Ed25519Key oldKey, Ed25519Key newKey, Instant at) {
    RotateEntry entry = new RotateEntry(agent, oldKey.publicKey(), newKey.publicKey(), at);
    return Dsse.sign(Statement.PAYLOAD_TYPE, entry.statement().bytes(), List.of(oldKey, newKey));
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static RotateEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    JsonObject next = predicate.object("next");
    RotateEntry entry;
    try {
      entry =
          new RotateEntry(
              predicate.string("agent", 64),
              AgentKeys.key(predicate),
              AgentKeys.key(next),
              Rfc3339.parse("$.predicate.at", predicate.string("at", 20)));
    } catch (IllegalArgumentException e) {
      throw new JsonException("$.predicate.next", String.valueOf(e.getMessage()));
    }
    next.end();
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's new key");
    }
    return entry;
  }
}
