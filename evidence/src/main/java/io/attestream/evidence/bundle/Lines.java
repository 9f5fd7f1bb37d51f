package io.attestream.evidence.bundle;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file in a bundle, with a bound on each. Every line must end in a newline. */
public final class Lines implements Closeable {
  private final String path;
  private final InputStream in;
  private final int maxLine;
  private final byte[] buffer = new byte[1 << 13];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;

  Lines(String path, InputStream in, int maxLine) {
    this.path = path;
    this.in = in;
    this.maxLine = maxLine;
  }

  /**
   * The next line without its newline; {@code null} at the end.
   *
   * @throws BundleException when the line is too long, has no newline or cannot be read
   */
  public byte @Nullable [] next() {
    number++;
    line.reset();
    while (at < end || fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (line.size() + at - from > maxLine) {
        throw new BundleException(place(), "longer than " + maxLine + " bytes");
      }
      line.write(buffer, from, at - from);
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    }
    if (line.size() > 0) {
      throw new BundleException(place(), "ends without a newline");
    }
    return null;
  }

  /** The file and the number of the line that {@link #next} gave last. */
  public String place() {
    return path + " line " + number;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw BundleReader.damaged(path, e);
    }
  }

  private boolean fill() {
    try {
      at = 0;
      end = Math.max(in.read(buffer), 0);
      return end > 0;
    } catch (IOException e) {
      throw BundleReader.damaged(path, e);
    }
  }
}
