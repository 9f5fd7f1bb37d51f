package io.attestream.evidence.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259) of objects, arrays, strings, integers below 2^53 in magnitude
 * and booleans. Null, fractions, exponents, duplicate keys, invalid UTF-8 and unpaired surrogates are
 * errors. Objects come back as unmodifiable {@code Map<String, Object>} in document order, arrays as
 * unmodifiable {@code List<Object>}, integers as {@code Long}.
 */
public final class JsonReader {
  private static final long MAX_INTEGER = (1L << 53) - 1;

  private final byte[] in;
  private final JsonLimits limits;
  private final boolean canonical;
  private int at;
  private int depth;
  private int values;

  private JsonReader(byte[] in, JsonLimits limits, boolean canonical) {
    this.in = in;
    this.limits = limits;
    this.canonical = canonical;
  }

  /**
   * Reads a document.
   *
   * @throws JsonException with the byte offset of the first mistake
   */
  public static Object read(byte[] json, JsonLimits limits) {
    return new JsonReader(json, limits, false).document();
  }

  /**
   * Reads a document that must be the very bytes {@link CanonicalJson} writes for its value: no
   * white space, keys in order, shortest escapes.
   *
   * @throws JsonException with the byte offset of the first mistake
   */
  public static Object readCanonical(byte[] json, JsonLimits limits) {
    return new JsonReader(json, limits, true).document();
  }

  private Object document() {
    if (in.length > limits.maxBytes()) {
      throw fail(
          limits.maxBytes(), "document has " + in.length + " bytes, limit is " + limits.maxBytes());
    }
    skipSpace();
    Object value = value();
    skipSpace();
    if (at != in.length) {
      throw fail(at, "unexpected content after the document");
    }
    return value;
  }

  private Object value() {
    if (++values > limits.maxValues()) {
      throw fail(at, "more than " + limits.maxValues() + " values");
    }
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> throw fail(at, "null is not allowed");
      default -> integer();
    };
  }

  private Map<String, Object> object() {
    open();
    Map<String, Object> members = new LinkedHashMap<>();
    String previous = null;
    skipSpace();
    if (peek() == '}') {
      close();
      return Collections.unmodifiableMap(members);
    }
    while (true) {
      skipSpace();
      int keyAt = at;
      if (peek() != '"') {
        throw fail(at, "expected a key");
      }
      String key = string();
      if (canonical && previous != null && previous.compareTo(key) >= 0) {
        throw fail(keyAt, "key '" + key + "' is not after '" + previous + "'");
      }
      previous = key;
      skipSpace();
      expect(':');
      skipSpace();
      if (members.put(key, value()) != null) {
        throw fail(keyAt, "duplicate key '" + key + "'");
      }
      skipSpace();
      if (peek() == '}') {
        close();
        return Collections.unmodifiableMap(members);
      }
      expect(',');
    }
  }

  private List<Object> array() {
    open();
    List<Object> items = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      close();
      return Collections.unmodifiableList(items);
    }
    while (true) {
      skipSpace();
      items.add(value());
      skipSpace();
      if (peek() == ']') {
        close();
        return Collections.unmodifiableList(items);
      }
      expect(',');
    }
  }

  private void open() {
    if (++depth > limits.maxDepth()) {
      throw fail(at, "nested deeper than " + limits.maxDepth());
    }
    at++;
  }

  private void close() {
    depth--;
    at++;
  }

  private Object literal(String text, Boolean value) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= in.length || in[at + i] != text.charAt(i)) {
        throw fail(at, "expected a value");
      }
    }
    at += text.length();
    return value;
  }

  private Long integer() {
    int start = at;
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    int digits = at;
    long number = 0;
    while (at < in.length && in[at] >= '0' && in[at] <= '9' && at - digits < 17) {
      number = number * 10 + (in[at++] - '0');
    }
    if (at == digits) {
      throw fail(start, "expected a value");
    }
    if (in[digits] == '0' && ((at - digits > 1) || negative)) {
      throw fail(start, "number with a leading zero or negative zero");
    }
    if (at < in.length && (in[at] == '.' || in[at] == 'e' || in[at] == 'E')) {
      throw fail(start, "only whole numbers are allowed; decimals are strings");
    }
    if (number > MAX_INTEGER) {
      throw fail(start, "number is 2^53 or more in magnitude");
    }
    return negative ? -number : number;
  }

  private String string() {
    int start = ++at;
    boolean ascii = true;
    while (at < in.length) {
      byte b = in[at];
      if (b == '"') {
        String text =
            ascii
                ? new String(in, start, at - start, StandardCharsets.ISO_8859_1)
                : decode(start, at);
        at++;
        return text;
      }
      if (b == '\\') {
        return escaped(start);
      }
      if (b >= 0 && b < 0x20) {
        throw fail(at, "control character in a string");
      }
      ascii &= b >= 0;
      at++;
    }
    throw fail(at, "string without an end");
  }

  /** The rest of a string that holds at least one escape; {@code at} is at the first backslash. */
  private String escaped(int start) {
    StringBuilder text = new StringBuilder(decode(start, at));
    while (at < in.length) {
      byte b = in[at];
      if (b == '"') {
        at++;
        String result = text.toString();
        checkSurrogates(result);
        return result;
      }
      if (b == '\\') {
        text.append(escape());
      } else {
        int from = at;
        while (at < in.length && in[at] != '"' && in[at] != '\\') {
          if (in[at] >= 0 && in[at] < 0x20) {
            throw fail(at, "control character in a string");
          }
          at++;
        }
        text.append(decode(from, at));
      }
    }
    throw fail(at, "string without an end");
  }

  private char escape() {
    int start = at++;
    int kind = peek();
    at++;
    int found =
        switch (kind) {
          case '"', '\\', '/' -> kind;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> hex4();
          default -> throw fail(start, "unknown escape");
        };
    if (canonical) {
      if (Character.isSurrogate((char) found)) {
        throw fail(start, "escape is not in canonical form");
      }
      String written = CanonicalJson.text(String.valueOf((char) found));
      if (!written.equals(
          '"' + new String(in, start, at - start, StandardCharsets.ISO_8859_1) + '"')) {
        throw fail(start, "escape is not in canonical form");
      }
    }
    return (char) found;
  }

  private int hex4() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw fail(at, "expected four hexadecimal digits");
      }
      code = (code << 4) | digit;
      at++;
    }
    return code;
  }

  private void checkSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw fail(at, "unpaired surrogate in a string");
      }
    }
  }

  private String decode(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw fail(from, "string is not valid UTF-8");
    }
  }

  private void skipSpace() {
    while (at < in.length
        && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
      if (canonical) {
        throw fail(at, "white space is not canonical");
      }
      at++;
    }
  }

  private int peek() {
    if (at >= in.length) {
      throw fail(at, "unexpected end");
    }
    return in[at];
  }

  private void expect(char c) {
    if (peek() != c) {
      throw fail(at, "expected '" + c + "'");
    }
    at++;
  }

  private JsonException fail(int offset, String problem) {
    return new JsonException("byte " + offset, problem);
  }
}
