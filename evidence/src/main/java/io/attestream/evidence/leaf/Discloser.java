package io.attestream.evidence.leaf;

import io.attestream.evidence.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes the texts of disclosures with one agent's secret. The salt is the first 16 bytes of
 * HMAC-SHA-256(saltKey, name ‖ 0x00 ‖ key ‖ canonical value): equal values of one leaf give equal
 * digests, and nobody without the secret can guess a value from its digest. Safe for many threads.
 */
public final class Discloser {
  private static final int SALT_LENGTH = 16;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final HmacSha256 saltKey;

  /** @param saltKey the agent's secret for this purpose, 32 bytes */
  public Discloser(byte[] saltKey) {
    this.saltKey = new HmacSha256(saltKey);
  }

  /**
   * The text of a disclosure, see {@link Disclosure}.
   *
   * @param name {@link Disclosure#IDENTITY} or {@link Disclosure#EVIDENCE}
   * @param value canonical JSON ({@link io.attestream.evidence.json.CanonicalJson}) of the value
   * @throws IllegalArgumentException when the text is longer than {@link Disclosure#MAX_LENGTH}
   */
  public String text(LeafKey key, String name, byte[] value) {
    byte[] mac = saltKey.of(ascii(name + '\0'), key.bytes(), value);
    String salt = BASE64URL.encodeToString(Arrays.copyOf(mac, SALT_LENGTH));
    byte[] head = ascii("[\"" + salt + "\",\"" + name + "\",");
    byte[] array = Arrays.copyOf(head, head.length + value.length + 1);
    System.arraycopy(value, 0, array, head.length, value.length);
    array[array.length - 1] = ']';
    String text = BASE64URL.encodeToString(array);
    if (text.length() > Disclosure.MAX_LENGTH) {
      throw new IllegalArgumentException(
          name + " has " + text.length() + " characters, limit is " + Disclosure.MAX_LENGTH);
    }
    return text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
