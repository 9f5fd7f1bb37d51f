package io.attestream.evidence.hash;

import java.util.HexFormat;

/** Lower-case hexadecimal text. */
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  public static String encode(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /**
   * Reads exactly what {@link #encode} writes.
   *
   * @throws IllegalArgumentException for upper case, odd length or other characters
   */
  public static byte[] decode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        throw new IllegalArgumentException("character " + i + " is not a lower-case hex digit");
      }
    }
    return FORMAT.parseHex(text);
  }
}
