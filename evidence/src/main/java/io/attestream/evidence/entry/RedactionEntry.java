package io.attestream.evidence.entry;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Disclosures were erased: text and salt are gone, the leaves keep the digests. Wherever a leaf holds
 * one of these digests its disclosure may be absent. The envelope is signed by the log's key; the
 * collector authenticated the person.
 *
 * @param about what it was about, without naming it: {@code resource/17}
 * @param by name of the user
 * @param at when, by the collector's clock; cut to whole seconds
 * @param digests of the disclosures as they stand in the leaves, ascending, each once
 */
public record RedactionEntry(
    String about, String by, String reason, Instant at, List<String> digests) {
  public static final String PREDICATE_TYPE = "https://attestream.io/redaction/v1";

  /** Most disclosures of one entry, so that it fits into 65,535 bytes. */
  public static final int MOST = 700;

  /** Most characters of a reason. */
  public static final int MOST_REASON = 500;

  private static final int DIGEST_LENGTH = 43;
  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

  public RedactionEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    digests = List.copyOf(digests);
    if (digests.isEmpty() || digests.size() > MOST) {
      throw new IllegalArgumentException(
          digests.size() + " disclosures, expected 1 to " + MOST + " in an entry");
    }
    String last = "";
    for (String digest : digests) {
      if (!DIGEST.matcher(digest).matches() || digest.compareTo(last) <= 0) {
        throw new IllegalArgumentException(
            "expected digests of 43 base64url characters, ascending, each once");
      }
      last = digest;
    }
  }

  /** The statement to sign; its subject is the SHA-256 of the digests, a line each. */
  public Statement statement() {
    String lines = String.join("\n", digests) + '\n';
    return new Statement(
        about,
        Hash.sha256(lines.getBytes(StandardCharsets.US_ASCII)),
        PREDICATE_TYPE,
        Map.of(
            "about", about,
            "by", by,
            "reason", reason,
            "at", Rfc3339.format(at),
            "digests", digests));
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static RedactionEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    RedactionEntry entry;
    try {
      entry =
          new RedactionEntry(
              predicate.string("about", 1000),
              predicate.string("by", 64),
              predicate.string("reason", MOST_REASON),
              Rfc3339.parse("$.predicate.at", predicate.string("at", 20)),
              predicate.strings("digests", MOST, DIGEST_LENGTH));
    } catch (IllegalArgumentException e) {
      throw new JsonException("$.predicate.digests", String.valueOf(e.getMessage()));
    }
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's digests");
    }
    return entry;
  }
}
