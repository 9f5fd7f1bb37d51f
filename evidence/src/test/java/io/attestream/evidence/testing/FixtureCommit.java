package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A signed commit with everything that an agent sends beside it.
 *
 * @param entry the envelope's bytes
 * @param puts in the order of their keys
 * @param dels in order
 * @param all every leaf of the unit after this commit, in the order of their keys
 */
public record FixtureCommit(
    Manifest manifest,
    byte[] entry,
    List<DisclosedLeaf> puts,
    List<LeafKey> dels,
    byte[] trace,
    List<DisclosedLeaf> all) {

  /** Adds the commit's files as a bundle holds them. */
  public void addTo(Map<String, byte[]> files) {
    files.put(path(BundlePath.ENVELOPE), entry);
    files.put(path(BundlePath.TRACE), trace);
    if (!puts.isEmpty()) {
      files.put(path(BundlePath.LEAVES), lines(puts));
    }
    if (!dels.isEmpty()) {
      StringBuilder text = new StringBuilder();
      dels.forEach(key -> text.append(key.hex()).append('\n'));
      files.put(path(BundlePath.DELS), text.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The path of one of the commit's files. */
  public String path(String file) {
    return BundlePath.commit(manifest.agent(), manifest.seq(), file);
  }

  /** Leaves as {@code leaves.ndjson} and {@code snapshot.ndjson} hold them. */
  public static byte[] lines(List<DisclosedLeaf> leaves) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (DisclosedLeaf leaf : leaves) {
      out.writeBytes(leaf.line());
      out.write('\n');
    }
    return out.toByteArray();
  }
}
