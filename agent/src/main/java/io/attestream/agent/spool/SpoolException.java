package io.attestream.agent.spool;

/** The state directory cannot be used now: in use, not writable, full. */
public final class SpoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean retryable;

  SpoolException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  SpoolException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  /** Whether the same may succeed later; otherwise the agent must stop. */
  public boolean retryable() {
    return retryable;
  }
}
