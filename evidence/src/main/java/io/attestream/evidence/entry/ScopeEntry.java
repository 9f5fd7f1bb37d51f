package io.attestream.evidence.entry;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the owner of the evidence requires: which agents report which scope units, and how long they may
 * be silent. The envelope is signed by the owner's key, which the collector's operator does not hold.
 * It holds from a time on, until the next one does.
 *
 * @param origin the log that it is for
 * @param serial from 1, higher in each later entry, so that an old one cannot be brought back
 * @param at when it was signed, by the owner's clock; cut to whole seconds
 * @param from since when it holds; cut to whole seconds
 * @param owner the key that signs it
 * @param agents each once
 */
public record ScopeEntry(
    String origin,
    long serial,
    Instant at,
    Instant from,
    Ed25519PublicKey owner,
    List<RequiredAgent> agents) {
  public static final String PREDICATE_TYPE = "https://attestream.io/scope/v1";

  private static final long MAX_SERIAL = (1L << 53) - 1;
  private static final long MAX_SECONDS = Duration.ofDays(366).toSeconds();
  private static final int MAX_AGENTS = 1_000;
  private static final int MAX_UNITS = 5_000;

  /**
   * What is required of one agent.
   *
   * @param longestInterval most time between two commits over each of the units, whole seconds
   * @param units ids of scope units, each once
   */
  public record RequiredAgent(String agent, Duration longestInterval, List<String> units) {
    public RequiredAgent {
      units = List.copyOf(units);
      if (!agent.matches("[A-Za-z0-9._-]{1,64}")) {
        throw new IllegalArgumentException("'" + agent + "' is not an agent id");
      }
      if (longestInterval.toSeconds() < 1 || longestInterval.toSeconds() > MAX_SECONDS) {
        throw new IllegalArgumentException(
            "the longest interval of agent " + agent + " must be from PT1S to P366D");
      }
      Set<String> distinct = new HashSet<>(units);
      if (units.isEmpty() || distinct.size() != units.size()) {
        throw new IllegalArgumentException(
            "agent " + agent + " needs units, and each of them once");
      }
    }
  }

  public ScopeEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    from = from.truncatedTo(ChronoUnit.SECONDS);
    agents = List.copyOf(agents);
    if (serial < 1 || serial > MAX_SERIAL) {
      throw new IllegalArgumentException("serial counts from 1");
    }
    long distinct = agents.stream().map(RequiredAgent::agent).distinct().count();
    if (agents.isEmpty() || agents.size() > MAX_AGENTS || distinct != agents.size()) {
      throw new IllegalArgumentException(
          "a scope names 1 to " + MAX_AGENTS + " agents, and each of them once");
    }
  }

  /** The statement to sign; its subject is the origin's UTF-8 bytes. */
  public Statement statement() {
    Map<String, Object> predicate = new HashMap<>();
    predicate.put("origin", origin);
    predicate.put("serial", serial);
    predicate.put("at", Rfc3339.format(at));
    predicate.put("from", Rfc3339.format(from));
    predicate.put("keyId", owner.keyId());
    predicate.put("publicKey", AgentKeys.text(owner));
    predicate.put(
        "agents",
        agents.stream()
            .<Object>map(
                required ->
                    Map.of(
                        "agent", required.agent(),
                        "longestInterval", required.longestInterval().toSeconds(),
                        "units", required.units()))
            .toList());
    return new Statement(
        origin, Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)), PREDICATE_TYPE, predicate);
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static ScopeEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    Ed25519PublicKey owner = AgentKeys.key(predicate);
    List<RequiredAgent> agents =
        predicate.objects("agents", MAX_AGENTS).stream().map(ScopeEntry::required).toList();
    ScopeEntry entry;
    try {
      entry =
          new ScopeEntry(
              predicate.string("origin", 200),
              predicate.integer("serial", 1, MAX_SERIAL),
              Rfc3339.parse("$.predicate.at", predicate.string("at", 20)),
              Rfc3339.parse("$.predicate.from", predicate.string("from", 20)),
              owner,
              agents);
    } catch (IllegalArgumentException e) {
      throw new JsonException("$.predicate", String.valueOf(e.getMessage()));
    }
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's origin");
    }
    return entry;
  }

  private static RequiredAgent required(JsonObject json) {
    try {
      RequiredAgent required =
          new RequiredAgent(
              json.string("agent", 64),
              Duration.ofSeconds(json.integer("longestInterval", 1, MAX_SECONDS)),
              json.strings("units", MAX_UNITS, 200));
      json.end();
      return required;
    } catch (IllegalArgumentException e) {
      throw new JsonException(json.path(), String.valueOf(e.getMessage()));
    }
  }
}
