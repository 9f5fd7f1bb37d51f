package io.attestream.agent.spool;

import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.ManifestCodec;

/** Reads a commit's place in the agent's chain out of its envelope. */
final class Chain {
  private Chain() {}

  /** The digest that the manifest names as {@code prev}; empty for the first commit. */
  static byte[] prev(byte[] envelope) {
    Hash prev = ManifestCodec.parse(Envelope.parse(envelope).payload()).prev();
    return prev == null ? new byte[0] : prev.bytes();
  }
}
