package io.attestream.agent.resource;

/** A source cannot be used at all: no credentials, no cluster, no directory. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean retryable;

  public SourceException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  public SourceException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  public boolean retryable() {
    return retryable;
  }
}
