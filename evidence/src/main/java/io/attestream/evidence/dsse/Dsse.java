package io.attestream.evidence.dsse;

import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Signing and verifying of envelopes (DSSE v1.0.2, protocol.md). */
public final class Dsse {
  private Dsse() {}

  /** The bytes that are signed: {@code DSSEv1 SP len(type) SP type SP len(payload) SP payload}. */
  public static byte[] pae(String payloadType, byte[] payload) {
    int typeLength = payloadType.getBytes(StandardCharsets.UTF_8).length;
    byte[] head =
        ("DSSEv1 " + typeLength + ' ' + payloadType + ' ' + payload.length + ' ')
            .getBytes(StandardCharsets.UTF_8);
    byte[] pae = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, pae, head.length, payload.length);
    return pae;
  }

  /** An envelope with one signature. */
  public static Envelope sign(String payloadType, byte[] payload, Ed25519Key key) {
    byte[] sig = key.sign(pae(payloadType, payload));
    return new Envelope(payloadType, payload, List.of(new Envelope.Signature(key.keyId(), sig)));
  }

  /** An envelope signed by several keys, in their order. */
  public static Envelope sign(String payloadType, byte[] payload, List<Ed25519Key> keys) {
    byte[] pae = pae(payloadType, payload);
    return new Envelope(
        payloadType,
        payload,
        keys.stream().map(key -> new Envelope.Signature(key.keyId(), key.sign(pae))).toList());
  }

  /** Whether one of the envelope's signatures names this key and is by it. */
  public static boolean verify(Envelope envelope, Ed25519PublicKey key) {
    byte[] pae = pae(envelope.payloadType(), envelope.payload());
    for (Envelope.Signature signature : envelope.signatures()) {
      if (signature.keyId().equals(key.keyId()) && key.verify(pae, signature.sig())) {
        return true;
      }
    }
    return false;
  }
}
