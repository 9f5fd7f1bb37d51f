package io.attestream.evidence.hash;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) with one key, whose two padded blocks are hashed once. Immutable and safe
 * for many threads.
 */
public final class HmacSha256 {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest inner;
  private final MessageDigest outer;

  public HmacSha256(byte[] key) {
    byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.of(key) : key, BLOCK);
    inner = keyed(block, INNER);
    outer = keyed(block, OUTER);
  }

  private static MessageDigest keyed(byte[] block, byte pad) {
    MessageDigest digest = Sha256.newDigest();
    for (byte b : block) {
      digest.update((byte) (b ^ pad));
    }
    return digest;
  }

  /** The code of the parts' concatenation, 32 bytes. */
  public byte[] of(byte[]... parts) {
    MessageDigest message = copy(inner);
    for (byte[] part : parts) {
      message.update(part);
    }
    MessageDigest code = copy(outer);
    code.update(message.digest());
    return code.digest();
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
    }
  }
}
