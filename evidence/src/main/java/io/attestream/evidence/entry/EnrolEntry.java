package io.attestream.evidence.entry;

import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * From this entry on, commits of the agent may be signed by the key. The envelope is signed by the
 * log's key. A later entry for the same agent adds a key.
 *
 * @param agent the agent's id
 * @param at when the agent enrolled, by the collector's clock; cut to whole seconds
 */
public record EnrolEntry(String agent, Ed25519PublicKey publicKey, Instant at) {
  public static final String PREDICATE_TYPE = "https://attestream.io/enrol/v1";

  public EnrolEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The statement to sign; its subject is the raw public key. */
  public Statement statement() {
    return new Statement(
        agent,
        AgentKeys.digest(publicKey),
        PREDICATE_TYPE,
        Map.of(
            "agent", agent,
            "keyId", publicKey.keyId(),
            "publicKey", AgentKeys.text(publicKey),
            "at", Rfc3339.format(at)));
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static EnrolEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    EnrolEntry entry =
        new EnrolEntry(
            predicate.string("agent", 64),
            AgentKeys.key(predicate),
            Rfc3339.parse("$.predicate.at", predicate.string("at", 20)));
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's key");
    }
    return entry;
  }
}
