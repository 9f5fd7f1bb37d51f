package io.attestream.evidence.leaf;

import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A salted value whose digest stands in a leaf, in the manner of RFC 9901, section 4.2: the
 * disclosure is base64url of canonical JSON {@code [salt, name, value]}, its digest is base64url of
 * SHA-256 over the ASCII characters of that text. Without the disclosure the value stays hidden; with
 * it anyone can check the value.
 *
 * @param text what is stored and sent, base64url without padding
 * @param name {@link #IDENTITY} or {@link #EVIDENCE}
 * @param value plain JSON values, see {@link DisclosedIdentity} and {@link DisclosedEvidence}
 */
public record Disclosure(String text, String name, Map<String, Object> value) {
  /** Name of the disclosure that says which resource it is. */
  public static final String IDENTITY = "identity";

  /** Name of the disclosure that holds the projection. */
  public static final String EVIDENCE = "evidence";

  /** Most characters of a disclosure's text. */
  public static final int MAX_LENGTH = 350_000;

  private static final JsonLimits LIMITS = new JsonLimits(MAX_LENGTH, 40, 50_000);

  /** Bounds of a value that {@link #parse} takes: the array around it and its two texts are within {@code LIMITS} too. */
  public static final JsonLimits VALUE_LIMITS =
      new JsonLimits(MAX_LENGTH, LIMITS.maxDepth() - 1, LIMITS.maxValues() - 3);

  /**
   * A disclosure whose salt {@link Discloser} makes.
   *
   * @param saltKey the agent's secret for this purpose, 32 bytes
   * @throws IllegalArgumentException when the value has no canonical form or is too long
   */
  public static Disclosure of(byte[] saltKey, LeafKey key, String name, Map<String, Object> value) {
    String text = new Discloser(saltKey).text(key, name, CanonicalJson.bytes(value, VALUE_LIMITS));
    return new Disclosure(text, name, value);
  }

  /**
   * Reads a disclosure of a given name.
   *
   * @throws JsonException with the place
   */
  public static Disclosure parse(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JsonException(name, "disclosure is longer than " + MAX_LENGTH + " characters");
    }
    byte[] json;
    try {
      json = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(name, "disclosure is not base64url");
    }
    if (!base64url(json).equals(text)) {
      throw new JsonException(name, "disclosure is not base64url in its one unpadded form");
    }
    Object read = JsonReader.readCanonical(json, LIMITS);
    if (!(read instanceof List<?> parts)
        || parts.size() != 3
        || !(parts.get(0) instanceof String salt)
        || salt.length() != 22
        || !name.equals(parts.get(1))
        || !(parts.get(2) instanceof Map<?, ?> map)) {
      throw new JsonException(name, "expected [salt, \"" + name + "\", {…}]");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> value = (Map<String, Object>) map;
    return new Disclosure(text, name, value);
  }

  /** What the leaf holds: base64url of SHA-256 over {@link #text()}, 43 characters. */
  public String digest() {
    return digest(text);
  }

  /** The digest of a disclosure that need not be read. */
  public static String digest(String text) {
    return base64url(Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
