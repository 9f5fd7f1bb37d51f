package io.attestream.evidence.key;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An Ed25519 public key (RFC 8032, section 5.1). Safe for use by many threads. */
public final class Ed25519PublicKey {
  /** Bytes in a raw public key. */
  public static final int LENGTH = 32;

  /** The start of SubjectPublicKeyInfo for Ed25519 (RFC 8410, section 4). */
  private static final byte[] SPKI_PREFIX = Hex.decode("302a300506032b6570032100");

  private static final int SIGNATURE_LENGTH = 64;

  private final byte[] raw;
  private final PublicKey key;
  private final String keyId;

  private Ed25519PublicKey(byte[] raw) {
    this.raw = raw;
    this.keyId = Hex.encode(Arrays.copyOf(Sha256.of(raw), 8));
    try {
      this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }

  /**
   * From the 32 bytes of RFC 8032.
   *
   * @throws IllegalArgumentException for another length or bytes that encode no point
   */
  public static Ed25519PublicKey ofRaw(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException(
          "a raw Ed25519 public key has 32 bytes, not " + raw.length);
    }
    if (!EdwardsPoint.encodes(raw)) {
      throw new IllegalArgumentException("these 32 bytes are no Ed25519 public key");
    }
    return new Ed25519PublicKey(raw.clone());
  }

  /** A copy of the 32 bytes of RFC 8032. */
  public byte[] raw() {
    return raw.clone();
  }

  /** Hex of the first 8 bytes of SHA-256 over the raw key. */
  public String keyId() {
    return keyId;
  }

  /** Whether the signature over the message is by this key. A malformed signature is not. */
  public boolean verify(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
  }

  /** SubjectPublicKeyInfo in PEM, as {@code openssl pkey -pubin} reads it. */
  public String pem() {
    return Pem.encode("PUBLIC KEY", spki());
  }

  private byte[] spki() {
    byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + LENGTH);
    System.arraycopy(raw, 0, spki, SPKI_PREFIX.length, LENGTH);
    return spki;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ed25519PublicKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return "Ed25519 " + keyId;
  }
}
