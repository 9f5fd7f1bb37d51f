package io.attestream.evidence.dsse;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DSSE envelope (DSSE v1.0.2, envelope.md) in one fixed form: canonical JSON, padded standard
 * base64. So an envelope has exactly one byte string and one digest.
 *
 * @param payloadType media type of the payload
 * @param payload the signed bytes
 * @param signatures 1 to 8
 */
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
  /** Most bytes of an envelope: the largest entry of a C2SP tlog-tiles log. */
  public static final int MAX_BYTES = 65_535;

  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 4, 64);
  private static final int MAX_SIGNATURES = 8;

  /** A signature and the id of the key that made it. */
  public record Signature(String keyId, byte[] sig) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Signature that
          && keyId.equals(that.keyId)
          && Arrays.equals(sig, that.sig);
    }

    @Override
    public int hashCode() {
      return 31 * keyId.hashCode() + Arrays.hashCode(sig);
    }
  }

  public Envelope {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("an envelope has 1 to 8 signatures");
    }
  }

  /**
   * Reads an envelope of at most {@link #MAX_BYTES}.
   *
   * @throws JsonException with the place, also for bytes that {@link #bytes()} would write otherwise
   */
  public static Envelope parse(byte[] bytes) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(bytes, LIMITS));
    byte[] payload = base64(root, "payload");
    String payloadType = root.string("payloadType", 200);
    List<Signature> signatures = new ArrayList<>();
    for (JsonObject signature : root.objects("signatures", MAX_SIGNATURES)) {
      signatures.add(new Signature(signature.string("keyid", 100), base64(signature, "sig")));
      signature.end();
    }
    root.end();
    if (signatures.isEmpty()) {
      throw root.fail("signatures", "no signature");
    }
    return new Envelope(payloadType, payload, signatures);
  }

  /** The canonical JSON, UTF-8. This is what a log entry holds. */
  public byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    List<Object> list = new ArrayList<>();
    for (Signature signature : signatures) {
      list.add(Map.of("keyid", signature.keyId(), "sig", base64.encodeToString(signature.sig())));
    }
    return CanonicalJson.bytes(
        Map.of(
            "payload", base64.encodeToString(payload),
            "payloadType", payloadType,
            "signatures", list));
  }

  /** SHA-256 of {@link #bytes()}: what the agent's next manifest names as {@code prev}. */
  public Hash digest() {
    return Hash.sha256(bytes());
  }

  private static byte[] base64(JsonObject object, String key) {
    String text = object.string(key, MAX_BYTES);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw object.fail(key, "not base64");
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw object.fail(key, "not base64 in its one padded form");
    }
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Envelope that
        && payloadType.equals(that.payloadType)
        && Arrays.equals(payload, that.payload)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(payload) + signatures.hashCode();
  }
}
