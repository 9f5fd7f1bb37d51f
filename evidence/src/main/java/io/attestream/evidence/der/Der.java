package io.attestream.evidence.der;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Tags, and the writing of values (ITU-T X.690, section 8 and 10). */
public final class Der {
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int OCTET_STRING = 0x04;
  public static final int NULL = 0x05;
  public static final int OID = 0x06;
  public static final int GENERALIZED_TIME = 0x18;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;

  private Der() {}

  /** The tag {@code [number]}, constructed. */
  public static int context(int number) {
    return 0xa0 | number;
  }

  /** A value of any tag over the parts' concatenation. */
  public static byte[] value(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int sign = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - sign));
      out.write(bytes, sign, bytes.length - sign);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  public static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  public static byte[] octets(byte[] bytes) {
    return value(OCTET_STRING, bytes);
  }

  public static byte[] bool(boolean value) {
    return value(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
  }

  public static byte[] nothing() {
    return value(NULL);
  }

  /** An object identifier in dotted form. */
  public static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    arc(out, 40L * Long.parseLong(arcs[0]) + Long.parseLong(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      arc(out, Long.parseLong(arcs[i]));
    }
    return value(OID, out.toByteArray());
  }

  private static void arc(ByteArrayOutputStream out, long arc) {
    for (int shift = 56; shift > 0; shift -= 7) {
      if (arc >>> shift != 0) {
        out.write((int) (0x80 | (arc >>> shift & 0x7f)));
      }
    }
    out.write((int) (arc & 0x7f));
  }
}
