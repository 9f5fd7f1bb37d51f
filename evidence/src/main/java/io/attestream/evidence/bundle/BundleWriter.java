package io.attestream.evidence.bundle;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.key.Ed25519Key;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bundle as a stream. Equal files in give equal bytes out (with the same Java version, whose
 * deflater it is): fixed times, one order, nothing taken from the environment. Memory grows by about
 * 50 bytes a file. After any exception the output is no bundle; the caller discards it.
 */
public final class BundleWriter implements Closeable {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final BundleHeader header;
  private final ByteArrayOutputStream index = new ByteArrayOutputStream();
  private final OutputStream lines;
  private String last = "";
  private long files;
  private boolean open = true;

  /** Writes the content of one file. Throwing fails the whole export. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * @param out is closed by {@link #close}
   */
  public BundleWriter(OutputStream out, BundleHeader header) throws IOException {
    this.zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    this.zip.setLevel(6);
    this.header = header;
    this.lines = new GZIPOutputStream(index, 1 << 13);
    lines.write((header.line() + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a file.
   *
   * @throws BundleException when the path is not allowed or not after the last one in {@link
   *     BundlePath#ORDER}
   */
  public void add(String path, byte[] content) throws IOException {
    add(path, out -> out.write(content));
  }

  /** Adds a file whose content is streamed, see {@link #add(String, byte[])}. */
  public void add(String path, Content content) throws IOException {
    if (!BundlePath.valid(path)
        || path.equals(BundlePath.INDEX)
        || path.equals(BundlePath.SIGNATURE)) {
      throw new BundleException(path, "not a name for a file in a bundle");
    }
    if (BundlePath.ORDER.compare(path, last) <= 0) {
      throw new BundleException(path, "comes after " + last);
    }
    BundleFile file = write(path, content);
    lines.write(((files++ == 0 ? "" : ",\n") + file.line()).getBytes(StandardCharsets.UTF_8));
    last = path;
  }

  /** Writes the index and its signature by the log's key; then the zip is complete. */
  public void finish(Ed25519Key logKey) throws IOException {
    requireOpen();
    lines.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
    lines.close();
    BundleFile written =
        write(
            BundlePath.INDEX,
            out -> {
              try (GZIPInputStream in =
                  new GZIPInputStream(new ByteArrayInputStream(index.toByteArray()))) {
                in.transferTo(out);
              }
            });
    byte[] signature = BundleSignature.sign(written.sha256(), header, logKey);
    write(BundlePath.SIGNATURE, out -> out.write(signature));
    zip.finish();
    zip.flush();
    open = false;
  }

  /** Closes the output. Without {@link #finish} before, what was written is no bundle. */
  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** The bundle stays closed after a content that failed. */
  private BundleFile write(String path, Content content) throws IOException {
    requireOpen();
    open = false;
    ZipEntry entry = new ZipEntry(path);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    Counting counting = new Counting(zip, Sha256.newDigest());
    content.writeTo(counting);
    zip.closeEntry();
    open = true;
    return new BundleFile(path, Hash.of(counting.getMessageDigest().digest()), counting.size);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the bundle is finished or has failed");
    }
  }

  /** Hashes and counts; keeps a content from closing the zip. */
  private static final class Counting extends DigestOutputStream {
    long size;

    Counting(OutputStream out, MessageDigest digest) {
      super(out, digest);
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, length);
      size += length;
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
