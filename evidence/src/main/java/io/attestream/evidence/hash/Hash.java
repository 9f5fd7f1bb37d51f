package io.attestream.evidence.hash;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest as an immutable value. */
public final class Hash {
  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps a digest that was computed before.
   *
   * @throws IllegalArgumentException unless there are 32 bytes
   */
  public static Hash of(byte[] digest) {
    if (digest.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
    }
    return new Hash(digest.clone());
  }

  /** The digest of the parts' concatenation. */
  public static Hash sha256(byte[]... parts) {
    return new Hash(Sha256.of(parts));
  }

  /**
   * Reads 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException for other text
   */
  public static Hash fromHex(String hex) {
    return of(Hex.decode(hex));
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return Hex.encode(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
