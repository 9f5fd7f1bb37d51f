package io.attestream.evidence.bundle;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bundle without trusting it. Opening checks every name in the zip and its stated sizes;
 * {@link #verifyIndex} and {@link #verifyFiles} check every byte. Content is read as streams with bounds; memory holds the
 * zip's directory and nothing else. Any failure is a {@link BundleException} that names the file.
 */
public final class BundleReader implements Closeable {
  private static final long RATIO_FREE_BYTES = 1 << 20;
  private static final int MAX_INDEX_LINE = 1000;
  private static final JsonLimits LINE_LIMITS = new JsonLimits(MAX_INDEX_LINE, 4, 32);

  private final ZipFile zip;
  private final BundleLimits limits;
  private final BundleHeader header;

  /** What {@link #verifyFiles} saw: the listed files and their unpacked size. */
  public record Totals(long files, long bytes) {}

  private BundleReader(ZipFile zip, BundleLimits limits) {
    this.zip = zip;
    this.limits = limits;
    checkDirectory();
    try (Lines lines = index()) {
      this.header = header(lines);
    }
  }

  /**
   * Opens a bundle and checks the names and stated sizes of its files.
   *
   * @throws BundleException when it is no zip, or a name is duplicate, misplaced or not allowed, or a
   *     size is above the limits
   */
  public static BundleReader open(Path file, BundleLimits limits) {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleException(
          file.getFileName().toString(), "not a zip, or cut short: " + e.getMessage());
    }
    try {
      return new BundleReader(zip, limits);
    } catch (RuntimeException e) {
      try {
        zip.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  public BundleHeader header() {
    return header;
  }

  public boolean has(String path) {
    return zip.getEntry(path) != null;
  }

  /** The names of all files, in the order of the zip. */
  public Iterable<String> names() {
    return () -> zip.stream().map(ZipEntry::getName).iterator();
  }

  /**
   * Reads a file.
   *
   * @throws BundleException when it is missing, larger than {@code maxBytes} or damaged
   */
  public byte[] read(String path, int maxBytes) {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (bytes.length == maxBytes && in.read() >= 0) {
        throw new BundleException(path, "larger than " + maxBytes + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  /** Reads a file line by line; every line must end in a newline. */
  public Lines lines(String path, int maxLine) {
    return new Lines(path, open(path), maxLine);
  }

  /**
   * Checks that {@code bundle.json} is signed by the log's key. Comes before {@link #verifyFiles}, so
   * that a changed list is not taken for changed files.
   *
   * @throws BundleException when it is not
   */
  public void verifyIndex(Ed25519PublicKey logKey) {
    Hash index = describe(BundlePath.INDEX, limits.fileBytes()).sha256();
    try {
      BundleSignature.verify(read(BundlePath.SIGNATURE, 1 << 18), index, header, logKey);
    } catch (JsonException e) {
      throw new BundleException(BundlePath.SIGNATURE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks that the zip holds exactly the files that {@code bundle.json} lists, each with the listed
   * size and digest.
   *
   * @throws BundleException naming the first file that is extra, missing or different
   */
  public Totals verifyFiles() {
    Iterator<? extends ZipEntry> entries = zip.stream().iterator();
    long files = 0;
    long total = 0;
    try (Lines lines = index()) {
      header(lines);
      for (@Nullable BundleFile listed = next(lines); listed != null; listed = next(lines)) {
        String name = entries.next().getName();
        if (!name.equals(listed.path())) {
          boolean extra = !isTail(name) && BundlePath.ORDER.compare(name, listed.path()) < 0;
          throw extra
              ? new BundleException(name, "not listed in " + BundlePath.INDEX)
              : new BundleException(listed.path(), "missing");
        }
        verify(listed);
        files++;
        total += listed.size();
      }
    }
    String name = entries.next().getName();
    if (!name.equals(BundlePath.INDEX)) {
      throw new BundleException(name, "not listed in " + BundlePath.INDEX);
    }
    return new Totals(files, total);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void checkDirectory() {
    if (zip.size() > limits.files()) {
      throw new BundleException(
          BundlePath.INDEX, zip.size() + " files, limit is " + limits.files());
    }
    String last = "";
    long total = 0;
    for (Iterator<? extends ZipEntry> i = zip.stream().iterator(); i.hasNext(); ) {
      ZipEntry entry = i.next();
      String name = entry.getName();
      if (!BundlePath.valid(name)) {
        throw new BundleException(printable(name), "not a name for a file in a bundle");
      }
      if (name.equals(last)) {
        throw new BundleException(name, "comes twice");
      }
      if (!follows(name, last)) {
        throw new BundleException(name, "out of order or twice: comes after " + last);
      }
      checkSize(entry);
      total += entry.getSize();
      if (total > limits.totalBytes()) {
        throw new BundleException(name, "more than " + limits.totalBytes() + " bytes in all");
      }
      last = name;
    }
    if (!last.equals(BundlePath.SIGNATURE)) {
      String missing = has(BundlePath.INDEX) ? BundlePath.SIGNATURE : BundlePath.INDEX;
      throw new BundleException(missing, "missing or not last");
    }
  }

  /** Files in order, then the index, then its signature. */
  private static boolean follows(String name, String last) {
    if (name.equals(BundlePath.SIGNATURE)) {
      return last.equals(BundlePath.INDEX);
    }
    if (isTail(last)) {
      return false;
    }
    return name.equals(BundlePath.INDEX) || BundlePath.ORDER.compare(last, name) < 0;
  }

  private static boolean isTail(String name) {
    return name.equals(BundlePath.INDEX) || name.equals(BundlePath.SIGNATURE);
  }

  private void checkSize(ZipEntry entry) {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (size < 0 || size > limits.fileBytes()) {
      throw new BundleException(entry.getName(), size + " bytes, limit is " + limits.fileBytes());
    }
    if (size > RATIO_FREE_BYTES && size / Math.max(packed, 1) > limits.ratio()) {
      throw new BundleException(
          entry.getName(), "unpacks to more than " + limits.ratio() + " times its size");
    }
  }

  private InputStream open(String path) {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw new BundleException(path, "missing");
    }
    try {
      InputStream in = zip.getInputStream(entry);
      if (in == null) {
        throw new BundleException(path, "missing");
      }
      return in;
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  private void verify(BundleFile listed) {
    BundleFile found = describe(listed.path(), listed.size());
    if (!found.equals(listed)) {
      throw new BundleException(
          listed.path(), "has another size or SHA-256 than " + BundlePath.INDEX + " lists");
    }
  }

  /** A file as it is in the zip, of which not much more than {@code limit} bytes are read. */
  private BundleFile describe(String path, long limit) {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[1 << 14];
    long size = 0;
    try (InputStream in = open(path)) {
      for (int n = in.read(buffer); n > 0 && size <= limit; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
      }
    } catch (IOException e) {
      throw damaged(path, e);
    }
    return new BundleFile(path, Hash.of(digest.digest()), size);
  }

  private Lines index() {
    return lines(BundlePath.INDEX, MAX_INDEX_LINE);
  }

  private static BundleHeader header(Lines lines) {
    byte @Nullable [] first = lines.next();
    String text = first == null ? "" : new String(first, StandardCharsets.UTF_8);
    String open = ",\"files\":[";
    if (!text.endsWith(open)) {
      throw new BundleException(lines.place(), "expected the header");
    }
    String json = text.substring(0, text.length() - open.length()) + '}';
    try {
      return BundleHeader.parse(
          JsonReader.readCanonical(json.getBytes(StandardCharsets.UTF_8), LINE_LIMITS));
    } catch (JsonException e) {
      throw new BundleException(lines.place(), String.valueOf(e.getMessage()));
    }
  }

  /** The next listed file; null after the last, when the index ends as it must. */
  private static @Nullable BundleFile next(Lines lines) {
    byte @Nullable [] line = lines.next();
    if (line == null) {
      throw new BundleException(lines.place(), "cut short");
    }
    String text = new String(line, StandardCharsets.UTF_8);
    if (text.equals("]}")) {
      if (lines.next() != null) {
        throw new BundleException(lines.place(), "content after the end");
      }
      return null;
    }
    String json = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    try {
      return BundleFile.parse(
          JsonReader.readCanonical(json.getBytes(StandardCharsets.UTF_8), LINE_LIMITS));
    } catch (JsonException e) {
      throw new BundleException(lines.place(), String.valueOf(e.getMessage()));
    }
  }

  static BundleException damaged(String path, IOException e) {
    String kind = e instanceof ZipException ? "damaged in the zip" : "cannot be read";
    return new BundleException(path, kind + ": " + e.getMessage());
  }

  private static String printable(String name) {
    String cut = name.length() > 240 ? name.substring(0, 240) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
