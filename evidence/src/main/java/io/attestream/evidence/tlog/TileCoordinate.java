package io.attestream.evidence.tlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile or an entry bundle stands (C2SP tlog-tiles, "Merkle Tree" and "Log entries").
 *
 * @param level 0 to 7 for hashes, {@link #ENTRIES} for entry bundles
 * @param index from the left, from 0
 * @param width 1 to 256 hashes or entries
 */
public record TileCoordinate(int level, long index, int width) {
  /** Hashes or entries of a full tile. */
  public static final int FULL = 256;

  /** The level of entry bundles. */
  public static final int ENTRIES = -1;

  private static final int MAX_LEVEL = 7;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TileCoordinate {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no tile at level " + level + ", index " + index + ", width " + width);
    }
  }

  public boolean full() {
    return width == FULL;
  }

  /** {@code tile/<L>/<N>[.p/<W>]}; {@code tile/0/x001/234} is the full tile 1234 of level 0. */
  public String path() {
    StringBuilder groups = new StringBuilder(String.format("%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format("x%03d/", rest % 1000));
    }
    String name = level == ENTRIES ? "entries" : Integer.toString(level);
    return "tile/" + name + '/' + groups + (full() ? "" : ".p/" + width);
  }

  /** Reads exactly what {@link #path} writes; empty for any other text. */
  public static Optional<TileCoordinate> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (width > FULL) {
      return Optional.empty();
    }
    TileCoordinate tile = new TileCoordinate(level, index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }
}
