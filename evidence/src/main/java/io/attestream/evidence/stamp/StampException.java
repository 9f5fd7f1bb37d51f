package io.attestream.evidence.stamp;

/** A time stamp, or an answer of an authority, that is not acceptable; the message says why. */
public final class StampException extends Exception {
  private static final long serialVersionUID = 1L;

  StampException(String message) {
    super(message);
  }
}
