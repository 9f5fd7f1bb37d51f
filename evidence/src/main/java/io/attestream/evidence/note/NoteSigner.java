package io.attestream.evidence.note;

import io.attestream.evidence.key.Ed25519Key;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A named Ed25519 key that signs notes (C2SP signed-note, "Ed25519 signatures"). */
public final class NoteSigner {
  private final Ed25519Key key;
  private final NoteVerifier verifier;

  /**
   * @param name of the key; for a log its origin
   */
  public NoteSigner(String name, Ed25519Key key) {
    this.key = key;
    this.verifier = new NoteVerifier(name, key.publicKey());
  }

  /** A note over a text that ends in a newline. */
  public SignedNote sign(String text) {
    byte[] sig = key.sign(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(
        text, List.of(new SignedNote.Signature(verifier.name(), verifier.keyHash(), sig)));
  }

  /**
   * A signed checkpoint. The caller makes sure that it extends every checkpoint signed before.
   *
   * @throws IllegalArgumentException when the checkpoint's origin is not this key's name
   */
  public SignedNote sign(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(verifier.name())) {
      throw new IllegalArgumentException(
          "key " + verifier.name() + " does not sign for " + checkpoint.origin());
    }
    return sign(checkpoint.text());
  }

  /** The public half. */
  public NoteVerifier verifier() {
    return verifier;
  }
}
