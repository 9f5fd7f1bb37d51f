package io.attestream.evidence.entry;

import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From this entry on, the key signs no commit of the agent. The envelope is signed by the log's key.
 *
 * @param at when it was revoked; cut to whole seconds
 * @param compromisedFrom since when the key may have been in other hands; {@code null} when it was
 *     not stolen
 */
public record RevokeEntry(
    String agent, Ed25519PublicKey publicKey, Instant at, @Nullable Instant compromisedFrom) {
  public static final String PREDICATE_TYPE = "https://attestream.io/revoke/v1";

  public RevokeEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    compromisedFrom =
        compromisedFrom == null ? null : compromisedFrom.truncatedTo(ChronoUnit.SECONDS);
  }

  public Optional<Instant> compromisedSince() {
    return Optional.ofNullable(compromisedFrom);
  }

  /** The statement to sign; its subject is the raw public key. */
  public Statement statement() {
    Map<String, Object> predicate = new HashMap<>();
    predicate.put("agent", agent);
    predicate.put("keyId", publicKey.keyId());
    predicate.put("publicKey", AgentKeys.text(publicKey));
    predicate.put("at", Rfc3339.format(at));
    compromisedSince().ifPresent(t -> predicate.put("compromisedSince", Rfc3339.format(t)));
    return new Statement(agent, AgentKeys.digest(publicKey), PREDICATE_TYPE, predicate);
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static RevokeEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    @Nullable Instant compromised =
        predicate.has("compromisedSince")
            ? Rfc3339.parse(
                "$.predicate.compromisedSince", predicate.string("compromisedSince", 20))
            : null;
    RevokeEntry entry =
        new RevokeEntry(
            predicate.string("agent", 64),
            AgentKeys.key(predicate),
            Rfc3339.parse("$.predicate.at", predicate.string("at", 20)),
            compromised);
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's key");
    }
    return entry;
  }
}
