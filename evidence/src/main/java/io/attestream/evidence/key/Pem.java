package io.attestream.evidence.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM text (RFC 7468) with one block. */
final class Pem {
  private Pem() {}

  static String encode(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  static byte[] decode(String label, String pem) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    String text = pem.strip();
    if (!text.startsWith(begin) || !text.endsWith(end)) {
      throw new IllegalArgumentException("expected one " + label + " block");
    }
    String body = text.substring(begin.length(), text.length() - end.length());
    return Base64.getDecoder()
        .decode(body.replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII));
  }
}
