package io.attestream.agent.kubernetes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when more bytes are read than allowed since the last {@link #restart}. */
final class BoundedInputStream extends FilterInputStream {
  /** The bound was passed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLong(long most) {
      super("more than " + most + " bytes");
    }
  }

  private final long most;
  private long count;

  BoundedInputStream(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  void restart() {
    count = 0;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    counted(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    counted(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    counted(skipped);
    return skipped;
  }

  private void counted(long bytes) throws TooLong {
    count += bytes;
    if (count > most) {
      throw new TooLong(most);
    }
  }
}
