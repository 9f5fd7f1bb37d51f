package io.attestream.evidence.note;

import io.attestream.evidence.hash.Hash;
import java.util.Base64;

/**
 * A log's state (C2SP tlog-checkpoint v1.0.0).
 *
 * @param origin the log's name: 1 to 200 printable ASCII characters without space and plus
 * @param size entries in the log
 * @param root RFC 6962 root of those entries
 */
public record Checkpoint(String origin, long size, Hash root) {
  public Checkpoint {
    if (!origin.matches("[!-*,-~]{1,200}")) {
      throw new IllegalArgumentException(
          "origin '" + origin + "' must be 1 to 200 printable ASCII characters without space or +");
    }
    if (size < 0) {
      throw new IllegalArgumentException("size " + size + " is negative");
    }
    if (size == 0 && !root.equals(Hash.sha256())) {
      throw new IllegalArgumentException("the root of an empty log is SHA-256 of nothing");
    }
  }

  /** The state before the first entry. */
  public static Checkpoint empty(String origin) {
    return new Checkpoint(origin, 0, Hash.sha256());
  }

  /** The note text: origin, size and base64 root, a line each. */
  public String text() {
    return origin + '\n' + size + '\n' + Base64.getEncoder().encodeToString(root.bytes()) + '\n';
  }

  /**
   * Reads a note text. Extension lines are allowed and ignored.
   *
   * @throws NoteException saying what is wrong
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw new NoteException("a checkpoint has three lines: origin, size, root");
    }
    for (int i = 0; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw new NoteException("checkpoint line " + (i + 1) + " is empty");
      }
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,15}")) {
      throw new NoteException("checkpoint size is not a number");
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2]);
      if (!Base64.getEncoder().encodeToString(root).equals(lines[2])) {
        throw new NoteException("checkpoint root is not base64 in its one padded form");
      }
      return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.of(root));
    } catch (IllegalArgumentException e) {
      throw new NoteException("checkpoint: " + e.getMessage());
    }
  }
}
