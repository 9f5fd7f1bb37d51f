package io.attestream.evidence.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical JSON: the subset of RFC 8785 (JCS) without fractions and null. Keys are sorted by
 * UTF-16 code unit (section 3.2.3), strings have the shortest escapes (section 3.2.2.2), integers are
 * below 2^53 in magnitude. Equal values give equal bytes.
 */
public final class CanonicalJson {
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 64, Integer.MAX_VALUE);
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private final JsonLimits limits;
  private byte[] out = new byte[512];
  private int size;
  private int depth;
  private int values;

  private CanonicalJson(JsonLimits limits) {
    this.limits = limits;
  }

  /**
   * Writes maps with string keys, lists, strings, {@code Long}, {@code Integer} and {@code Boolean}.
   *
   * @return UTF-8
   * @throws IllegalArgumentException for another type, an integer out of range, an unpaired surrogate
   *     or more than 64 levels
   */
  public static byte[] bytes(Object value) {
    return bytes(value, LIMITS);
  }

  /**
   * The same within bounds, so that a reader with these bounds takes it.
   *
   * @throws IllegalArgumentException also beyond a bound
   */
  public static byte[] bytes(Object value, JsonLimits limits) {
    CanonicalJson writer = new CanonicalJson(limits);
    writer.value(value);
    if (writer.size > limits.maxBytes()) {
      throw new IllegalArgumentException("longer than " + limits.maxBytes() + " bytes");
    }
    return Arrays.copyOf(writer.out, writer.size);
  }

  /** {@link #bytes(Object)} as text. */
  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  private void value(@Nullable Object value) {
    if (++values > limits.maxValues()) {
      throw new IllegalArgumentException("more than " + limits.maxValues() + " values");
    }
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else if (value instanceof Long || value instanceof Integer) {
      integer(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      ascii(value.toString());
    } else {
      throw new IllegalArgumentException(
          "canonical JSON has no form for "
              + (value == null ? "null" : value.getClass().getName()));
    }
  }

  private void object(Map<?, ?> map) {
    descend();
    String[] keys = new String[map.size()];
    int n = 0;
    for (Object key : map.keySet()) {
      if (!(key instanceof String text)) {
        throw new IllegalArgumentException("canonical JSON needs string keys, found " + key);
      }
      keys[n++] = text;
    }
    Arrays.sort(keys);
    write('{');
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        write(',');
      }
      string(keys[i]);
      write(':');
      value(map.get(keys[i]));
    }
    write('}');
    depth--;
  }

  private void array(List<?> list) {
    descend();
    write('[');
    boolean first = true;
    for (Object item : list) {
      if (!first) {
        write(',');
      }
      first = false;
      value(item);
    }
    write(']');
    depth--;
  }

  private void descend() {
    if (++depth > limits.maxDepth()) {
      throw new IllegalArgumentException("nested deeper than " + limits.maxDepth());
    }
  }

  private void integer(long number) {
    if (number > MAX_INTEGER || number < -MAX_INTEGER) {
      throw new IllegalArgumentException("integer " + number + " is 2^53 or more in magnitude");
    }
    ascii(Long.toString(number));
  }

  private void string(String text) {
    write('"');
    if (!plain(text)) {
      escaped(text);
    }
    write('"');
  }

  /** Writes a text whose characters all stand for themselves in one byte, as nearly all do; else nothing. */
  private boolean plain(String text) {
    int length = text.length();
    reserve(length);
    byte[] to = out;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
        return false;
      }
      to[at++] = (byte) c;
    }
    size = at;
    return true;
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        asciiCharacter(c);
      } else if (c < 0x800) {
        write(0xc0 | (c >> 6));
        write(0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        write(0xe0 | (c >> 12));
        write(0x80 | ((c >> 6) & 0x3f));
        write(0x80 | (c & 0x3f));
      } else {
        i++;
        supplementary(c, i < text.length() ? text.charAt(i) : 0);
      }
    }
  }

  private void asciiCharacter(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        if (c < 0x20) {
          ascii("\\u00");
          write(HEX[c >> 4]);
          write(HEX[c & 15]);
        } else {
          write(c);
        }
      }
    }
  }

  private void escape(char c) {
    write('\\');
    write(c);
  }

  private void supplementary(char high, char low) {
    if (!Character.isHighSurrogate(high) || !Character.isLowSurrogate(low)) {
      throw new IllegalArgumentException("unpaired surrogate in a string");
    }
    int code = Character.toCodePoint(high, low);
    write(0xf0 | (code >> 18));
    write(0x80 | ((code >> 12) & 0x3f));
    write(0x80 | ((code >> 6) & 0x3f));
    write(0x80 | (code & 0x3f));
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      write(text.charAt(i));
    }
  }

  private void write(int octet) {
    reserve(1);
    out[size++] = (byte) octet;
  }

  private void reserve(int more) {
    if (more > out.length - size) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, Math.addExact(size, more)));
    }
  }
}
