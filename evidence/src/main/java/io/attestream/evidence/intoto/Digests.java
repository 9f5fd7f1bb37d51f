package io.attestream.evidence.intoto;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import java.util.Map;

/** Digests in predicates. */
public final class Digests {
  private Digests() {}

  /** {@code {"digest":{"sha256":"<hex>"}}}, an in-toto ResourceDescriptor with nothing else. */
  public static Map<String, Object> descriptor(Hash hash) {
    return Map.of("digest", Map.of("sha256", hash.hex()));
  }

  /** Reads the member that {@link #descriptor} wrote. */
  public static Hash descriptor(JsonObject parent, String key) {
    JsonObject descriptor = parent.object(key);
    JsonObject digest = descriptor.object("digest");
    Hash hash = hash(digest, "sha256");
    digest.end();
    descriptor.end();
    return hash;
  }

  /**
   * Reads a member of 64 lower-case hex digits.
   *
   * @throws JsonException with the path
   */
  public static Hash hash(JsonObject parent, String key) {
    try {
      return Hash.fromHex(parent.string(key, 64));
    } catch (IllegalArgumentException e) {
      throw parent.fail(key, "expected 64 lower-case hex digits");
    }
  }
}
