package io.attestream.evidence.tlog;

import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A proof that an entry is in a log (C2SP tlog-proof, {@code c2sp.org/tlog-proof@v1}), without extra
 * data.
 *
 * @param index of the entry
 * @param path of hashes from the entry to the root
 * @param note the signed checkpoint under which it stands
 */
public record LogProof(long index, List<byte[]> path, String note) {
  /** Most characters of a proof. */
  public static final int MAX_LENGTH = 1 << 16;

  private static final String HEAD = "c2sp.org/tlog-proof@v1\n";
  private static final int MAX_PATH = 63;

  public LogProof {
    path = List.copyOf(path);
  }

  public String encode() {
    StringBuilder text = new StringBuilder(HEAD).append("index ").append(index).append('\n');
    for (byte[] hash : path) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(note).toString();
  }

  /**
   * Reads exactly what {@link #encode} writes.
   *
   * @throws NoteException saying what is wrong
   */
  public static LogProof parse(String text) {
    int split = text.indexOf("\n\n");
    if (text.length() > MAX_LENGTH || !text.startsWith(HEAD) || split < 0) {
      throw new NoteException("not a proof of inclusion in a log");
    }
    String[] lines = text.substring(HEAD.length(), split).split("\n", MAX_PATH + 2);
    if (!lines[0].matches("index (0|[1-9][0-9]{0,15})") || lines.length > MAX_PATH + 1) {
      throw new NoteException("proof without an index, or with too many hashes");
    }
    List<byte[]> path = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      path.add(hash(lines[i]));
    }
    long index = Long.parseLong(lines[0].substring("index ".length()));
    LogProof proof = new LogProof(index, path, text.substring(split + 2));
    if (!proof.encode().equals(text)) {
      throw new NoteException("a proof that is not in its one form");
    }
    return proof;
  }

  private static byte[] hash(String line) {
    try {
      byte[] hash = Base64.getDecoder().decode(line);
      if (hash.length == Sha256.LENGTH) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      // falls through: the message below says what was expected
    }
    throw new NoteException("a line of the proof is not the base64 of a SHA-256 digest");
  }

  /** Whether it leads from the entry to the checkpoint's root. */
  public boolean holds(byte[] entry, Checkpoint checkpoint) {
    return InclusionProof.verify(
        index, checkpoint.size(), Merkle.leafHash(entry), path, checkpoint.root().bytes());
  }
}
