package io.attestream.evidence.leaf;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.model.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One result as the Merkle tree holds it. It has no time of scan, so an unchanged result is the same
 * bytes.
 *
 * @param check id of the check without its version
 * @param version of the check, from 1
 * @param since when the status, or the check's version, last changed; cut to whole seconds
 * @param sdIdentity {@link Disclosure#digest()} of the identity, the first item of {@code _sd}
 * @param sdEvidence {@link Disclosure#digest()} of the evidence, the second item of {@code _sd}
 */
public record ResultLeaf(
    LeafKey key,
    String check,
    int version,
    Status status,
    Instant since,
    String sdIdentity,
    String sdEvidence) {
  /** Most bytes of a leaf. */
  public static final int MAX_BYTES = 1024;

  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 2, 16);
  private static final int MAX_CHECK = 200;
  private static final int DIGEST_LENGTH = 43;

  public ResultLeaf {
    if (!isCheck(check)) {
      throw new IllegalArgumentException("'" + check + "' is not a check id");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + " of " + check + " is below 1");
    }
    if (!isDigest(sdIdentity) || !isDigest(sdEvidence)) {
      throw new IllegalArgumentException("a disclosure's digest has 43 base64url characters");
    }
    since = since.getNano() == 0 ? since : since.truncatedTo(ChronoUnit.SECONDS);
  }

  /** {@code [a-z0-9][a-z0-9._-]{0,199}}; as a loop, for it runs for every result of every scan. */
  private static boolean isCheck(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inner = c == '.' || c == '_' || c == '-';
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (inner && i > 0))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_CHECK;
  }

  private static boolean isDigest(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return text.length() == DIGEST_LENGTH;
  }

  /**
   * Canonical JSON: {@code {"_sd":[…],"check":"id@3","key":"…","since":"…","status":"…","v":1}}.
   * No part of it needs an escape.
   */
  public byte[] bytes() {
    String json =
        "{\"_sd\":[\""
            + sdIdentity
            + "\",\""
            + sdEvidence
            + "\"],\"check\":\""
            + check
            + '@'
            + version
            + "\",\"key\":\""
            + key.hex()
            + "\",\"since\":\""
            + Rfc3339.format(since)
            + "\",\"status\":\""
            + status.wire()
            + "\",\"v\":1}";
    return json.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads exactly the bytes that {@link #bytes()} writes.
   *
   * @throws JsonException with the place
   */
  public static ResultLeaf parse(byte[] bytes) {
    ResultLeaf leaf = LeafReader.read(bytes);
    return leaf != null ? leaf : parseSlowly(bytes);
  }

  /** As JSON, which knows to say what is wrong and where. */
  static ResultLeaf parseSlowly(byte[] bytes) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(bytes, LIMITS));
    if (root.integer("v", 1, 1) != 1) {
      throw root.fail("v", "unknown version");
    }
    List<String> sd = root.strings("_sd", 2, 43);
    if (sd.size() != 2) {
      throw root.fail("_sd", "expected two digests");
    }
    String check = root.string("check", 220);
    String key = root.string("key", 32);
    String status = root.string("status", 10);
    Instant since = Rfc3339.parse("$.since", root.string("since", 20));
    root.end();
    int at = check.lastIndexOf('@');
    if (at < 0 || !check.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
      throw root.fail("check", "expected id@version");
    }
    try {
      return new ResultLeaf(
          LeafKey.fromHex(key),
          check.substring(0, at),
          Integer.parseInt(check.substring(at + 1)),
          Status.fromWire(status),
          since,
          sd.get(0),
          sd.get(1));
    } catch (IllegalArgumentException e) {
      throw new JsonException("$", String.valueOf(e.getMessage()));
    }
  }
}
