package io.attestream.evidence.reperform;

/** Reads pinned packs. Implemented beside the checks' engine. */
@FunctionalInterface
public interface PackReading {
  /**
   * Reads the pack whose digest commits name.
   *
   * @param pack its bytes, as they were hashed
   * @throws io.attestream.evidence.json.JsonException with the place, when the bytes are no pack
   * @throws IllegalArgumentException when its parameters do not fit its checks
   */
  PinnedPack read(byte[] pack);
}
