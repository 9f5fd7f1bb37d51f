package io.attestream.evidence.note;

/** A note, key or checkpoint that cannot be read or is not signed by the expected key. */
public final class NoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoteException(String message) {
    super(message);
  }
}
