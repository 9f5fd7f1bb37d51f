package io.attestream.evidence.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). */
public final class Sha256 {
  /** Bytes in a digest. */
  public static final int LENGTH = 32;

  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Sha256::newDigest);

  private Sha256() {}

  /** The digest of the parts' concatenation, 32 bytes. */
  public static byte[] of(byte[]... parts) {
    MessageDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** HMAC-SHA-256 of the parts' concatenation, 32 bytes; see {@link HmacSha256} for many of one key. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    return new HmacSha256(key).of(parts);
  }

  /** A new incremental SHA-256, for use by one thread. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
