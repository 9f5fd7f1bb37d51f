package io.attestream.agent.aws.scan;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends an answer that is longer than any page of AWS. */
final class AnswerLimit implements ExecutionInterceptor {
  private static final long MOST_BYTES = 48L << 20;

  /** The bound was passed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLong() {
      super("answer too large");
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return context.responseBody().map(Limited::new);
  }

  private static final class Limited extends FilterInputStream {
    private long left = MOST_BYTES;

    private Limited(InputStream in) {
      super(in);
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
      left -= bytes;
      if (left < 0) {
        throw new TooLong();
      }
    }
  }
}
