package io.attestream.evidence.verify;

import io.attestream.evidence.reperform.PackReading;
import java.util.List;

/**
 * How to judge again.
 *
 * @param packs packs that the verifying person has from elsewhere; those of the bundle need not be
 *     among them
 */
public record ReperformOptions(PackReading reading, List<byte[]> packs) {
  public ReperformOptions {
    packs = List.copyOf(packs);
  }
}
