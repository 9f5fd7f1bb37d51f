package io.attestream.evidence.leaf;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.model.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a leaf by the fixed order of its canonical bytes, for it runs for every result that comes. */
final class LeafReader {
  private static final int DIGEST = 43;
  private static final int KEY = 2 * LeafKey.LENGTH;
  private static final int TIME = 20;
  private static final int MAX_VERSION_DIGITS = 9;

  private final byte[] bytes;
  private int at;

  private LeafReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The leaf, or {@code null} unless these are exactly the bytes of one. */
  static @Nullable ResultLeaf read(byte[] bytes) {
    if (bytes.length > ResultLeaf.MAX_BYTES) {
      return null;
    }
    try {
      return new LeafReader(bytes).leaf();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | JsonException e) {
      return null;
    }
  }

  private ResultLeaf leaf() {
    expect("{\"_sd\":[\"");
    String identity = text(DIGEST);
    expect("\",\"");
    String evidence = text(DIGEST);
    expect("\"],\"check\":\"");
    String check = text(length('@'));
    expect("@");
    int version = version(text(length('"')));
    expect("\",\"key\":\"");
    LeafKey key = LeafKey.fromHex(text(KEY));
    expect("\",\"since\":\"");
    Instant since = Rfc3339.parse("$.since", text(TIME));
    expect("\",\"status\":\"");
    Status status = Status.fromWire(text(length('"')));
    expect("\",\"v\":1}");
    if (at != bytes.length) {
      throw new IllegalArgumentException("bytes after the leaf");
    }
    return new ResultLeaf(key, check, version, status, since, identity, evidence);
  }

  private void expect(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at++] != text.charAt(i)) {
        throw new IllegalArgumentException("not a leaf");
      }
    }
  }

  private String text(int length) {
    String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return text;
  }

  /** Bytes up to the next of this kind. */
  private int length(char end) {
    int to = at;
    while (bytes[to] != end) {
      to++;
    }
    return to - at;
  }

  private static int version(String digits) {
    boolean number = !digits.isEmpty() && digits.length() <= MAX_VERSION_DIGITS;
    for (int i = 0; i < digits.length(); i++) {
      number &= digits.charAt(i) >= (i == 0 ? '1' : '0') && digits.charAt(i) <= '9';
    }
    if (!number) {
      throw new IllegalArgumentException("not a version");
    }
    return Integer.parseInt(digits);
  }
}
