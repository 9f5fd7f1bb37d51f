package io.attestream.collector.leaf;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A disclosure as a stored put holds it: its text, or zeros in place of an erased one. The zeros are as
 * many as the text had characters, so that every other put stays where it is.
 */
public final class StoredDisclosure {
  private StoredDisclosure() {}

  /** The text; empty when it was erased. */
  public static String text(ByteString stored) {
    return erased(stored) ? "" : stored.toString(StandardCharsets.ISO_8859_1);
  }

  public static boolean erased(ByteString stored) {
    return !stored.isEmpty() && stored.byteAt(0) == 0;
  }

  /** In place of a text. */
  public static ByteString erasure(ByteString text) {
    return ByteString.copyFrom(new byte[text.size()]);
  }

  /** Erases a text within a block. */
  public static void erase(byte[] block, int at, int length) {
    Arrays.fill(block, at, at + length, (byte) 0);
  }
}
