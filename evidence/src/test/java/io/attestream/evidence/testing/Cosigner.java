package io.attestream.evidence.testing;

import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.Witness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A witness with its key, which cosigns what it is given. */
public final class Cosigner {
  private final Ed25519Key key;
  private final Witness witness;

  public Cosigner(String name, Ed25519Key key) {
    this.key = key;
    this.witness = new Witness(name, key.publicKey());
  }

  public String vkey() {
    return witness.vkey();
  }

  /** The note with this witness's line. */
  public String cosign(String note, Instant at) {
    String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
    byte[] sig =
        key.sign(
            ("cosignature/v1\ntime " + at.getEpochSecond() + '\n' + text)
                .getBytes(StandardCharsets.UTF_8));
    return note + line(at, sig);
  }

  /** The note with this witness's line under another time, its signature as it was. */
  public String redate(String note, Instant at) {
    int begin = note.lastIndexOf('\u2014');
    byte[] old = Base64.getDecoder().decode(note.substring(note.lastIndexOf(' ') + 1).strip());
    return note.substring(0, begin)
        + line(at, java.util.Arrays.copyOfRange(old, old.length - 64, old.length));
  }

  private String line(Instant at, byte[] sig) {
    String[] parts = witness.vkey().split("\\+", 3);
    byte[] bytes =
        ByteBuffer.allocate(4 + 8 + sig.length)
            .putInt(Integer.parseUnsignedInt(parts[1], 16))
            .putLong(at.getEpochSecond())
            .put(sig)
            .array();
    return "\u2014 " + parts[0] + ' ' + Base64.getEncoder().encodeToString(bytes) + '\n';
  }
}
