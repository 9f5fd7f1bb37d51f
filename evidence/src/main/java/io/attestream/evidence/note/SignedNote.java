package io.attestream.evidence.note;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and the signatures under it (C2SP signed-note, "Format").
 *
 * @param text what is signed; ends in a newline
 * @param signatures 1 to 64, not yet verified
 */
public record SignedNote(String text, List<Signature> signatures) {
  /** Most characters of a note. */
  public static final int MAX_LENGTH = 500_000;

  private static final int MAX_SIGNATURES = 64;

  /**
   * A signature line.
   *
   * @param name of the key
   * @param keyHash the key's 32-bit id
   * @param sig the bytes after the id
   */
  public record Signature(String name, int keyHash, byte[] sig) {
    String line() {
      byte[] bytes = ByteBuffer.allocate(4 + sig.length).putInt(keyHash).put(sig).array();
      return "\u2014 " + name + ' ' + Base64.getEncoder().encodeToString(bytes) + '\n';
    }
  }

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new NoteException("a note is text that ends in a newline, and 1 to 64 signatures");
    }
  }

  /** The note as it is stored and sent. */
  public String encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }

  /**
   * Reads a note without verifying it.
   *
   * @throws NoteException saying what is wrong
   */
  public static SignedNote parse(String note) {
    if (note.length() > MAX_LENGTH) {
      throw new NoteException("note is longer than " + MAX_LENGTH + " characters");
    }
    if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new NoteException("note holds a control character");
    }
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n")) {
      throw new NoteException("note has no signature block");
    }
    List<Signature> signatures = new ArrayList<>();
    String block = note.substring(split + 2);
    for (String line : block.isEmpty() ? new String[0] : block.split("\n", MAX_SIGNATURES + 2)) {
      if (!line.isEmpty()) {
        signatures.add(signature(line));
      }
    }
    SignedNote parsed = new SignedNote(note.substring(0, split + 1), signatures);
    if (!parsed.encode().equals(note)) {
      throw new NoteException("signature block is not in its one form");
    }
    return parsed;
  }

  private static Signature signature(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014") || !NoteVerifier.validName(parts[1])) {
      throw new NoteException("malformed signature line");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new NoteException("signature of " + parts[1] + " is not base64");
    }
    if (bytes.length < 5) {
      throw new NoteException("signature of " + parts[1] + " is too short");
    }
    int keyHash = ByteBuffer.wrap(bytes).getInt();
    return new Signature(parts[1], keyHash, Arrays.copyOfRange(bytes, 4, bytes.length));
  }
}
