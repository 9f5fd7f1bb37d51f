package io.attestream.collector.log;

/**
 * The log must not be continued: its next checkpoint could contradict one that somebody holds. Fatal;
 * the message says what a person can do.
 */
public final class UnsafeLogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnsafeLogException(String message) {
    super(message);
  }
}
