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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first entry of a log, signed by the log's key.
 *
 * @param origin the log's name
 * @param at when the log began; cut to whole seconds
 * @param follows last known checkpoint of the shard that this log continues; {@code null} for a first
 *     shard
 */
public record LogStartEntry(String origin, Instant at, @Nullable Checkpoint follows) {
  public static final String PREDICATE_TYPE = "https://attestream.io/log-start/v1";

  private static final long MAX = (1L << 53) - 1;

  public LogStartEntry {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  public Optional<Checkpoint> previous() {
    return Optional.ofNullable(follows);
  }

  /** The statement to sign; its subject is the origin's UTF-8 bytes. */
  public Statement statement() {
    Map<String, Object> predicate = new HashMap<>();
    predicate.put("origin", origin);
    predicate.put("at", Rfc3339.format(at));
    previous()
        .ifPresent(
            p ->
                predicate.put(
                    "previous",
                    Map.of("origin", p.origin(), "size", p.size(), "root", p.root().hex())));
    return new Statement(
        origin, Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)), PREDICATE_TYPE, predicate);
  }

  /**
   * Reads a statement of this predicate type.
   *
   * @throws JsonException with the path
   */
  public static LogStartEntry parse(Statement statement) {
    JsonObject predicate = AgentKeys.predicate(statement, PREDICATE_TYPE);
    @Nullable Checkpoint follows = null;
    if (predicate.has("previous")) {
      JsonObject previous = predicate.object("previous");
      try {
        follows =
            new Checkpoint(
                previous.string("origin", 200),
                previous.integer("size", 0, MAX),
                Digests.hash(previous, "root"));
      } catch (IllegalArgumentException e) {
        throw new JsonException(previous.path(), String.valueOf(e.getMessage()));
      }
      previous.end();
    }
    LogStartEntry entry =
        new LogStartEntry(
            predicate.string("origin", 200),
            Rfc3339.parse("$.predicate.at", predicate.string("at", 20)),
            follows);
    predicate.end();
    if (!entry.statement().equals(statement)) {
      throw new JsonException("$.subject", "is not the predicate's origin");
    }
    return entry;
  }
}
