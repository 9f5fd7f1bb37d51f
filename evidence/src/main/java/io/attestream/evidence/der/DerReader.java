package io.attestream.evidence.der;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values one after the other, strictly: definite lengths in their shortest form, one-byte tags,
 * numbers and times in their one form. Every failure is a {@link DerException} with the byte's offset.
 */
public final class DerReader {
  private static final int MAX_OID = 64;

  /** RFC 3161, section 2.4.2: a fraction has no trailing zero. */
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\\.([0-9]{0,8}[1-9]))?Z");

  private final byte[] bytes;
  private final int end;
  private int at;

  private DerReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Reads these bytes from their begin. */
  public static DerReader of(byte[] bytes) {
    return new DerReader(bytes, 0, bytes.length);
  }

  /** Whether a value of this tag comes next. */
  public boolean next(int tag) {
    return at < end && (bytes[at] & 0xff) == tag;
  }

  public boolean hasMore() {
    return at < end;
  }

  /** The inside of the next value, which must have this tag. */
  public DerReader in(int tag) {
    if (!next(tag)) {
      throw fail(
          "expected tag %02x%s"
              .formatted(tag, at < end ? ", found %02x".formatted(bytes[at]) : ""));
    }
    int begin = at + 2;
    int length = at + 1 < end ? bytes[at + 1] & 0xff : -1;
    if (length > 0x80) {
      int count = length & 0x7f;
      length = count > 3 || at + 2 + count > end ? -1 : unsigned(at + 2, count);
      begin += count;
      if (length >= 0 && (length < 0x80 || count > 1 && length < 1 << 8 * (count - 1))) {
        throw fail("a length that is not in its shortest form");
      }
    } else if (length == 0x80) {
      throw fail("a length that is not definite");
    }
    if (length < 0 || length > end - begin) {
      throw fail("cut short");
    }
    at = begin + length;
    return new DerReader(bytes, begin, at);
  }

  public DerReader sequence() {
    return in(Der.SEQUENCE);
  }

  public DerReader set() {
    return in(Der.SET);
  }

  /** The next value whole, with tag and length. */
  public byte[] encoded() {
    if (at >= end) {
      throw fail("cut short");
    }
    int from = at;
    in(bytes[at] & 0xff);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Passes over the next value if it has this tag. */
  public void skip(int tag) {
    if (next(tag)) {
      in(tag);
    }
  }

  /** What is left inside. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  public byte[] octets() {
    return in(Der.OCTET_STRING).rest();
  }

  public BigInteger integer() {
    return integer(Der.INTEGER);
  }

  /** A number under a tag of its own. */
  public BigInteger integer(int tag) {
    int from = at;
    byte[] number = in(tag).rest();
    boolean shortest =
        number.length == 1
            || number.length > 1
                && !(number[0] == 0 && number[1] >= 0)
                && !(number[0] == -1 && number[1] < 0);
    if (!shortest) {
      throw new DerException("byte " + from + ": a number that is not in its shortest form");
    }
    return new BigInteger(number);
  }

  public boolean bool() {
    int from = at;
    byte[] value = in(Der.BOOLEAN).rest();
    if (value.length != 1 || value[0] != 0 && value[0] != -1) {
      throw new DerException("byte " + from + ": neither true nor false");
    }
    return value[0] == -1;
  }

  /** An object identifier in dotted form. */
  public String oid() {
    int from = at;
    byte[] arcs = in(Der.OID).rest();
    StringBuilder dotted = new StringBuilder();
    long arc = 0;
    boolean begun = false;
    for (byte part : arcs) {
      if (!begun && part == (byte) 0x80 || arc >>> 49 != 0 || arcs.length > MAX_OID) {
        throw new DerException("byte " + from + ": not an object identifier");
      }
      arc = arc << 7 | part & 0x7f;
      begun = part < 0;
      if (!begun) {
        dotted.append(dotted.length() == 0 ? first(arc) : "." + arc);
        arc = 0;
      }
    }
    if (begun || arcs.length == 0) {
      throw new DerException("byte " + from + ": not an object identifier");
    }
    return dotted.toString();
  }

  private static String first(long arc) {
    long root = Math.min(arc / 40, 2);
    return root + "." + (arc - 40 * root);
  }

  public Instant time() {
    int from = at;
    String text = new String(in(Der.GENERALIZED_TIME).rest(), StandardCharsets.ISO_8859_1);
    Matcher time = TIME.matcher(text);
    try {
      if (time.matches()) {
        String fraction = time.group(7) == null ? "0" : time.group(7);
        return LocalDateTime.of(
                number(time, 1),
                number(time, 2),
                number(time, 3),
                number(time, 4),
                number(time, 5),
                number(time, 6),
                Integer.parseInt((fraction + "00000000").substring(0, 9)))
            .toInstant(ZoneOffset.UTC);
      }
    } catch (DateTimeException e) {
      // falls through: the message below says what was expected
    }
    throw new DerException("byte " + from + ": not a time YYYYMMDDhhmmss[.f]Z");
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /** Nothing may follow. */
  public void end() {
    if (at < end) {
      throw fail("more than was expected");
    }
  }

  private int unsigned(int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  private DerException fail(String problem) {
    return new DerException("byte " + at + ": " + problem);
  }
}
