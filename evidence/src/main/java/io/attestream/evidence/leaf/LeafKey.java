package io.attestream.evidence.leaf;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.HmacSha256;
import io.attestream.evidence.model.ResourceIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The stable, pseudonymous name of one check on one resource: 16 bytes, ordered as unsigned bytes.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the last 8 bytes, big-endian
 */
public record LeafKey(long high, long low) implements Comparable<LeafKey> {
  /** Bytes in a key. */
  public static final int LENGTH = 16;

  /**
   * The first 16 bytes of HMAC-SHA-256(scopeKey, checkId ‖ 0x00 ‖ unit ‖ "\n" ‖ type ‖ "\n" ‖ id).
   *
   * @param scopeKey the agent's secret for this purpose, 32 bytes
   * @param checkId the check without its version, so that the key outlives a new version
   */
  public static LeafKey of(byte[] scopeKey, String checkId, ResourceIdentity resource) {
    return of(new HmacSha256(scopeKey), checkId, resource);
  }

  /** The same with a key that is ready for use. */
  public static LeafKey of(HmacSha256 scopeKey, String checkId, ResourceIdentity resource) {
    if (checkId.indexOf('@') >= 0) {
      throw new IllegalArgumentException("check id '" + checkId + "' holds a version");
    }
    String named = checkId + '\0' + resource.unit() + '\n' + resource.type() + '\n' + resource.id();
    byte[] mac = scopeKey.of(named.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(mac);
    return new LeafKey(bytes.getLong(), bytes.getLong());
  }

  /**
   * From 16 bytes.
   *
   * @throws IllegalArgumentException for another length
   */
  public static LeafKey of(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a leaf key has 16 bytes, not " + key.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return new LeafKey(bytes.getLong(), bytes.getLong());
  }

  /**
   * From 32 lower-case hex digits.
   *
   * @throws IllegalArgumentException for other text
   */
  public static LeafKey fromHex(String hex) {
    return of(Hex.decode(hex));
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  /** 32 lower-case hex digits. */
  public String hex() {
    return Hex.encode(bytes());
  }

  @Override
  public int compareTo(LeafKey other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
