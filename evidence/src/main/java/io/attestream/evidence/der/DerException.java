package io.attestream.evidence.der;

/** Bytes that are not the DER that was expected. */
public final class DerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DerException(String message) {
    super(message);
  }
}
