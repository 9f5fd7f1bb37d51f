package io.attestream.evidence.entry;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a person decided: a row of the Statement of Applicability, a record of evidence, a closure. The
 * envelope is signed by the log's key; the collector authenticated the person.
 *
 * @param kind what was decided, {@code soa-row}
 * @param about what it is about, {@code soa/8.5}
 * @param by name of the user
 * @param at when, by the collector's clock; cut to whole seconds
 * @param content plain JSON values; the statement's subject is the digest of their canonical form
 */
public record DecisionEntry(
    String kind, String about, String by, Instant at, Map<String, Object> content) {
  public static final String PREDICATE_TYPE = "https://attestream.io/decision/v1";

  public DecisionEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    content = Map.copyOf(content);
  }

  /** SHA-256 of the content's canonical JSON. */
  public Hash digest() {
    return Hash.sha256(CanonicalJson.bytes(content));
  }

  /** The statement to sign. */
  public Statement statement() {
    return new Statement(
        about,
        digest(),
        PREDICATE_TYPE,
        Map.of(
            "kind", kind,
            "about", about,
            "by", by,
            "at", Rfc3339.format(at),
            "content", content));
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static DecisionEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    DecisionEntry entry =
        new DecisionEntry(
            predicate.string("kind", 64),
            predicate.string("about", 1000),
            predicate.string("by", 64),
            Rfc3339.parse("$.predicate.at", predicate.string("at", 20)),
            predicate.map("content"));
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's content");
    }
    return entry;
  }
}
