package io.attestream.evidence.leaf;

import io.attestream.evidence.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A leaf with its two disclosures, as one line of a bundle's {@code leaves.ndjson}: {@code
 * {"evidence":"<text>","identity":"<text>","leaf":{…}}}. It is canonical JSON, so the leaf's bytes
 * stand in it as they were hashed.
 *
 * @param leaf {@link ResultLeaf#bytes()}
 * @param identity text of the identity disclosure
 * @param evidence text of the evidence disclosure
 */
public record DisclosedLeaf(byte[] leaf, String identity, String evidence) {
  /** Most bytes of a line. */
  public static final int MAX_LINE = 2 * Disclosure.MAX_LENGTH + ResultLeaf.MAX_BYTES + 64;

  private static final byte[] EVIDENCE = ascii("{\"evidence\":\"");
  private static final byte[] IDENTITY = ascii("\",\"identity\":\"");
  private static final byte[] LEAF = ascii("\",\"leaf\":");

  /** The line without its newline. */
  public byte[] line() {
    byte[][] parts = {
      EVIDENCE, ascii(evidence), IDENTITY, ascii(identity), LEAF, leaf, new byte[] {'}'}
    };
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] line = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, line, at, part.length);
      at += part.length;
    }
    return line;
  }

  /**
   * Reads a line. The leaf and the disclosures are taken as they are; {@link ResultLeaf#parse} and
   * {@link Disclosure#parse} read them.
   *
   * @throws JsonException with the byte offset in the line
   */
  public static DisclosedLeaf parse(byte[] line) {
    int evidenceAt = expect(line, 0, EVIDENCE);
    int evidenceEnd = quote(line, evidenceAt);
    int identityAt = expect(line, evidenceEnd, IDENTITY);
    int identityEnd = quote(line, identityAt);
    int leafAt = expect(line, identityEnd, LEAF);
    if (line.length <= leafAt || line[line.length - 1] != '}') {
      throw new JsonException("byte " + line.length, "expected '}'");
    }
    return new DisclosedLeaf(
        Arrays.copyOfRange(line, leafAt, line.length - 1),
        text(line, identityAt, identityEnd),
        text(line, evidenceAt, evidenceEnd));
  }

  private static int expect(byte[] line, int at, byte[] part) {
    int end = at + part.length;
    if (end > line.length || !Arrays.equals(line, at, end, part, 0, part.length)) {
      throw new JsonException(
          "byte " + at, "expected " + new String(part, StandardCharsets.US_ASCII));
    }
    return end;
  }

  private static int quote(byte[] line, int from) {
    for (int at = from; at < line.length; at++) {
      if (line[at] == '"') {
        return at;
      }
    }
    throw new JsonException("byte " + from, "string without an end");
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DisclosedLeaf that
        && Arrays.equals(leaf, that.leaf)
        && identity.equals(that.identity)
        && evidence.equals(that.evidence);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(leaf);
  }
}
