package io.attestream.evidence.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Up to 256 entries, each behind its length as big-endian uint16 (C2SP tlog-tiles, "Log entries"). */
public final class EntryBundle {
  /** Most bytes of an entry. */
  public static final int MAX_ENTRY = 65_535;

  /** Most bytes of a bundle. */
  public static final int MAX_BYTES = TileCoordinate.FULL * (2 + MAX_ENTRY);

  private EntryBundle() {}

  /**
   * Encodes entries in order.
   *
   * @throws IllegalArgumentException for an entry that is too long
   */
  public static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY) {
        throw new IllegalArgumentException(
            "entry has " + entry.length + " bytes, limit is " + MAX_ENTRY);
      }
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.write(entry, 0, entry.length);
    }
    return out.toByteArray();
  }

  /**
   * Decodes a bundle of exactly {@code width} entries.
   *
   * @throws IllegalArgumentException with the entry's position in the bundle
   */
  public static List<byte[]> decode(byte[] bundle, int width) {
    List<byte[]> entries = new ArrayList<>(width);
    int at = 0;
    while (at < bundle.length) {
      if (entries.size() == width) {
        throw new IllegalArgumentException("more than " + width + " entries");
      }
      if (at + 2 > bundle.length) {
        throw new IllegalArgumentException("entry " + entries.size() + ": cut short");
      }
      int length = ((bundle[at] & 255) << 8) | (bundle[at + 1] & 255);
      at += 2;
      if (at + length > bundle.length) {
        throw new IllegalArgumentException("entry " + entries.size() + ": cut short");
      }
      entries.add(Arrays.copyOfRange(bundle, at, at + length));
      at += length;
    }
    if (entries.size() != width) {
      throw new IllegalArgumentException(entries.size() + " entries, " + width + " expected");
    }
    return entries;
  }
}
