package io.attestream.checks.network;

import java.util.ArrayList;
import java.util.List;

/** Text forms of IP addresses (RFC 4291 section 2.2, dotted decimal), without any name lookup. */
final class IpAddress {
  private IpAddress() {}

  /**
   * @return 4 or 16 bytes
   * @throws IllegalArgumentException when the text is no address
   */
  static byte[] parse(String text) {
    if (text.length() > 45) {
      throw wrong(text);
    }
    return text.indexOf(':') >= 0 ? v6(text) : v4(text);
  }

  private static byte[] v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw wrong(text);
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
        throw wrong(text);
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw wrong(text);
    }
    List<Byte> head = groups(text, gap < 0 ? text : text.substring(0, gap));
    List<Byte> tail = gap < 0 ? List.of() : groups(text, text.substring(gap + 2));
    int given = head.size() + tail.size();
    if (gap < 0 ? given != 16 : given > 14) {
      throw wrong(text);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < head.size(); i++) {
      bytes[i] = head.get(i);
    }
    for (int i = 0; i < tail.size(); i++) {
      bytes[16 - tail.size() + i] = tail.get(i);
    }
    return bytes;
  }

  private static List<Byte> groups(String text, String part) {
    List<Byte> bytes = new ArrayList<>();
    if (part.isEmpty()) {
      return bytes;
    }
    String[] groups = part.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        for (byte b : v4(groups[i])) {
          bytes.add(b);
        }
      } else if (groups[i].matches("[0-9a-fA-F]{1,4}")) {
        int value = Integer.parseInt(groups[i], 16);
        bytes.add((byte) (value >> 8));
        bytes.add((byte) value);
      } else {
        throw wrong(text);
      }
    }
    return bytes;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("'" + text + "' is no IP address");
  }
}
