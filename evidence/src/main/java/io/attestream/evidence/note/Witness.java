package io.attestream.evidence.note;

import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A witness: somebody who cosigns a log's checkpoints, each only if it extends the one before (C2SP
 * tlog-cosignature, {@code cosignature/v1} by Ed25519). Its text form is the verifier key {@code
 * <name>+<8 hex>+<base64 of 0x04 ‖ key>}.
 */
public final class Witness {
  private static final byte COSIGNATURE_V1 = 4;
  private static final int TIME_LENGTH = 8;
  private static final int SIGNATURE_LENGTH = 64;

  private final String name;
  private final Ed25519PublicKey key;
  private final int keyHash;

  public Witness(String name, Ed25519PublicKey key) {
    if (!NoteVerifier.validName(name)) {
      throw new NoteException("'" + name + "' is not a key name: no space, plus or control");
    }
    this.name = name;
    this.key = key;
    byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
    this.keyHash = ByteBuffer.wrap(Sha256.of(head, encoded())).getInt();
  }

  /**
   * Reads a witness's verifier key.
   *
   * @throws NoteException saying what is wrong
   */
  public static Witness parse(String vkey) {
    String[] parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteException("a verifier key has the form name+hash+base64");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(parts[2]);
      if (encoded.length == 1 + Ed25519PublicKey.LENGTH && encoded[0] == COSIGNATURE_V1) {
        Witness witness =
            new Witness(
                parts[0], Ed25519PublicKey.ofRaw(Arrays.copyOfRange(encoded, 1, encoded.length)));
        if (witness.vkey().equals(vkey.strip())) {
          return witness;
        }
        throw new NoteException("verifier key of " + parts[0] + " has another hash than its key");
      }
    } catch (IllegalArgumentException e) {
      throw new NoteException("verifier key of " + parts[0] + ": " + e.getMessage());
    }
    throw new NoteException("verifier key of " + parts[0] + " is not a witness's Ed25519 key");
  }

  public String name() {
    return name;
  }

  /** The verifier key in text form. */
  public String vkey() {
    return name
        + '+'
        + String.format("%08x", keyHash)
        + '+'
        + Base64.getEncoder().encodeToString(encoded());
  }

  int keyHash() {
    return keyHash;
  }

  /**
   * When this witness cosigned the note; empty when it did not, or a line in its name is not by it.
   */
  public Optional<Instant> cosigned(SignedNote note) {
    Optional<Instant> time = Optional.empty();
    for (SignedNote.Signature signature : note.signatures()) {
      if (signature.name().equals(name) && signature.keyHash() == keyHash) {
        if (signature.sig().length != TIME_LENGTH + SIGNATURE_LENGTH) {
          return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(signature.sig()).getLong();
        byte[] sig = Arrays.copyOfRange(signature.sig(), TIME_LENGTH, signature.sig().length);
        if (!key.verify(message(note.text(), seconds), sig)) {
          return Optional.empty();
        }
        try {
          time = Optional.of(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException e) {
          return Optional.empty();
        }
      }
    }
    return time;
  }

  /** What a witness signs at a time, in seconds since 1970. */
  static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + '\n' + text).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] encoded() {
    byte[] encoded = new byte[1 + Ed25519PublicKey.LENGTH];
    encoded[0] = COSIGNATURE_V1;
    System.arraycopy(key.raw(), 0, encoded, 1, Ed25519PublicKey.LENGTH);
    return encoded;
  }
}
