package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.reperform.PinnedPack;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packs that commits name: from the bundle, else from the verifying person. */
final class Packs {
  private final BundleReader bundle;
  private final ReperformOptions options;
  private final Map<Hash, byte[]> given = new HashMap<>();
  private final Map<Hash, Optional<PinnedPack>> read = new HashMap<>();
  private final SortedMap<String, Long> missing = new TreeMap<>();

  Packs(BundleReader bundle, ReperformOptions options) {
    this.bundle = bundle;
    this.options = options;
    options.packs().forEach(pack -> given.put(Hash.sha256(pack), pack));
  }

  /**
   * The pack of this digest; empty when nobody has it.
   *
   * @throws BundleException when the bytes of that digest are no pack
   */
  Optional<PinnedPack> pack(Hash digest) {
    Optional<PinnedPack> known = read.get(digest);
    if (known == null) {
      known = find(digest);
      read.put(digest, known);
    }
    return known;
  }

  private Optional<PinnedPack> find(Hash digest) {
    String file = BundlePath.pack(digest.hex());
    byte[] bytes = given.get(digest);
    if (bytes == null && bundle.has(file)) {
      bytes = bundle.read(file, BundlePath.MAX_PACK);
    }
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(options.reading().read(bytes));
    } catch (JsonException | IllegalArgumentException e) {
      throw new BundleException(file, "is no check pack: " + e.getMessage());
    }
  }

  /** Notes that a commit names a pack that nobody has. */
  void missed(Hash digest) {
    missing.merge(digest.hex(), 1L, Long::sum);
  }

  SortedMap<String, Long> missing() {
    return missing;
  }
}
