package io.attestream.evidence.owner;

import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.entry.ScopeEntry.RequiredAgent;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that an owner writes: JSON {@code {"origin","serial","from","agents":[{"agent",
 * "longestInterval":"PT2H","units":[…]}]}}.
 */
final class ScopeFile {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 20_000);

  private ScopeFile() {}

  /**
   * Reads it.
   *
   * @param now when it is signed
   * @throws JsonException with the path of the mistake
   */
  static ScopeEntry read(byte[] json, Ed25519PublicKey owner, Instant now) {
    JsonObject root = JsonObject.root(JsonReader.read(json, LIMITS));
    List<RequiredAgent> agents = new ArrayList<>();
    for (JsonObject agent : root.objects("agents", 1_000)) {
      agents.add(agent(agent));
    }
    try {
      ScopeEntry entry =
          new ScopeEntry(
              root.string("origin", 200),
              root.integer("serial", 1, (1L << 53) - 1),
              now,
              Rfc3339.parse("$.from", root.string("from", 20)),
              owner,
              agents);
      root.end();
      return entry;
    } catch (IllegalArgumentException e) {
      throw new JsonException("$", String.valueOf(e.getMessage()));
    }
  }

  private static RequiredAgent agent(JsonObject json) {
    String text = json.string("longestInterval", 40);
    try {
      RequiredAgent required =
          new RequiredAgent(
              json.string("agent", 64), Duration.parse(text), json.strings("units", 5_000, 200));
      json.end();
      return required;
    } catch (DateTimeParseException e) {
      throw json.fail("longestInterval", "'" + text + "' is not a time such as PT2H or P1D");
    } catch (IllegalArgumentException e) {
      throw new JsonException(json.path(), String.valueOf(e.getMessage()));
    }
  }
}
