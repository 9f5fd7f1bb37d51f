package io.attestream.evidence.note;

import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A named Ed25519 key that verifies notes. Its text form is the verifier key {@code
 * <name>+<8 hex>+<base64 of 0x01 ‖ key>} (golang.org/x/mod/sumdb/note), where the middle is the key
 * id of C2SP signed-note, "Signatures".
 */
public final class NoteVerifier {
  private static final byte ED25519 = 1;

  private final String name;
  private final Ed25519PublicKey key;
  private final int keyHash;

  public NoteVerifier(String name, Ed25519PublicKey key) {
    if (!validName(name)) {
      throw new NoteException("'" + name + "' is not a key name: no space, plus or control");
    }
    this.name = name;
    this.key = key;
    byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] hash = Sha256.of(head, encoded());
    this.keyHash = ByteBuffer.wrap(hash).getInt();
  }

  /**
   * Reads a verifier key.
   *
   * @throws NoteException saying what is wrong
   */
  public static NoteVerifier parse(String vkey) {
    String[] parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteException("a verifier key has the form name+hash+base64");
    }
    byte[] encoded;
    try {
      encoded = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new NoteException("verifier key of " + parts[0] + " is not base64");
    }
    if (encoded.length != 1 + Ed25519PublicKey.LENGTH || encoded[0] != ED25519) {
      throw new NoteException("verifier key of " + parts[0] + " is not an Ed25519 key");
    }
    NoteVerifier verifier = new NoteVerifier(parts[0], key(parts[0], encoded));
    if (!verifier.vkey().equals(vkey.strip())) {
      throw new NoteException("verifier key of " + parts[0] + " has another hash than its key");
    }
    return verifier;
  }

  private static Ed25519PublicKey key(String name, byte[] encoded) {
    try {
      return Ed25519PublicKey.ofRaw(Arrays.copyOfRange(encoded, 1, encoded.length));
    } catch (IllegalArgumentException e) {
      throw new NoteException("verifier key of " + name + ": " + e.getMessage());
    }
  }

  /** The verifier key in text form. */
  public String vkey() {
    return name
        + '+'
        + String.format("%08x", keyHash)
        + '+'
        + Base64.getEncoder().encodeToString(encoded());
  }

  /** The key's name; for a log its origin. */
  public String name() {
    return name;
  }

  public Ed25519PublicKey key() {
    return key;
  }

  int keyHash() {
    return keyHash;
  }

  /** Whether this key signed the note, and every signature under its name and id is good. */
  public boolean verify(SignedNote note) {
    byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (SignedNote.Signature signature : note.signatures()) {
      if (signature.name().equals(name) && signature.keyHash() == keyHash) {
        if (!key.verify(text, signature.sig())) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /**
   * Reads and verifies a log's checkpoint: signed by this key, with this key's name as its origin.
   *
   * @throws NoteException saying what is wrong
   */
  public Checkpoint checkpoint(String note) {
    SignedNote signed = SignedNote.parse(note);
    if (!verify(signed)) {
      throw new NoteException("checkpoint is not signed by " + name);
    }
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    if (!checkpoint.origin().equals(name)) {
      throw new NoteException("checkpoint is of " + checkpoint.origin() + ", signed by " + name);
    }
    return checkpoint;
  }

  static boolean validName(String name) {
    return !name.isEmpty()
        && name.length() <= 200
        && name.codePoints()
            .noneMatch(c -> c == '+' || c <= ' ' || Character.isSpaceChar(c) || c == 0x85);
  }

  private byte[] encoded() {
    byte[] encoded = new byte[1 + Ed25519PublicKey.LENGTH];
    encoded[0] = ED25519;
    System.arraycopy(key.raw(), 0, encoded, 1, Ed25519PublicKey.LENGTH);
    return encoded;
  }
}
