package io.attestream.evidence.json;

/**
 * Bounds of one document.
 *
 * @param maxBytes most bytes of the document
 * @param maxDepth most nested objects and arrays
 * @param maxValues most values of any kind, keys not counted
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxValues) {
  /** 1 MiB, 32 levels, 100,000 values. */
  public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 32, 100_000);

  /** These limits with another bound on the size. */
  public JsonLimits withMaxBytes(int bytes) {
    return new JsonLimits(bytes, maxDepth, maxValues);
  }
}
