package io.attestream.evidence.entry;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Digests;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * An authority stamped a checkpoint of this log (RFC 3161). An agent that has seen this entry signs
 * after the stamp; what the checkpoint covers was there before it. The envelope is signed by the log's
 * key, the stamp itself is a file of the bundle.
 *
 * @param checkpoint what was stamped: the SHA-256 of its text is the stamp's imprint
 * @param token SHA-256 of the time stamp token
 * @param at when it was logged, by the log's clock; cut to whole seconds
 */
public record StampEntry(Checkpoint checkpoint, Hash token, Instant at) {
  public static final String PREDICATE_TYPE = "https://attestream.io/stamp/v1";

  private static final long MAX = (1L << 53) - 1;

  public StampEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What the authority signs over: SHA-256 of the checkpoint's text. */
  public static Hash imprint(Checkpoint checkpoint) {
    return Hash.sha256(checkpoint.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The statement to sign; its subject is the checkpoint's text. */
  public Statement statement() {
    return new Statement(
        checkpoint.origin(),
        imprint(checkpoint),
        PREDICATE_TYPE,
        Map.of(
            "checkpoint",
            Map.of(
                "origin",
                checkpoint.origin(),
                "size",
                checkpoint.size(),
                "root",
                checkpoint.root().hex()),
            "token",
            Digests.descriptor(token),
            "at",
            Rfc3339.format(at)));
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static StampEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    JsonObject stamped = predicate.object("checkpoint");
    Checkpoint checkpoint;
    try {
      checkpoint =
          new Checkpoint(
              stamped.string("origin", 200),
              stamped.integer("size", 1, MAX),
              Digests.hash(stamped, "root"));
    } catch (IllegalArgumentException e) {
      throw new JsonException(stamped.path(), String.valueOf(e.getMessage()));
    }
    stamped.end();
    StampEntry entry =
        new StampEntry(
            checkpoint,
            Digests.descriptor(predicate, "token"),
            Rfc3339.parse("$.predicate.at", predicate.string("at", 20)));
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's checkpoint");
    }
    return entry;
  }
}
