package io.attestream.evidence.bundle;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Digests;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonObject;
import java.util.Map;

/** A file as {@code bundle.json} lists it. */
record BundleFile(String path, Hash sha256, long size) {
  private static final long MAX = (1L << 53) - 1;

  String line() {
    return CanonicalJson.text(Map.of("path", path, "sha256", sha256.hex(), "size", size));
  }

  static BundleFile parse(Object value) {
    JsonObject root = JsonObject.root(value);
    BundleFile file =
        new BundleFile(
            root.string("path", 240), Digests.hash(root, "sha256"), root.integer("size", 0, MAX));
    root.end();
    return file;
  }
}
