package io.attestream.evidence.note;

import io.attestream.evidence.hash.Hash;

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
}
