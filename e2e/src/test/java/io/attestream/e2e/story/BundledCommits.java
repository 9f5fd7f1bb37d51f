package io.attestream.e2e.story;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.testing.ZipEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The commits of a bundle as its files say, read without the verifier. */
final class BundledCommits {
  private BundledCommits() {}

  /** A commit with the hex of each leaf in its {@code leaves.ndjson}. */
  record Commit(Hash envelope, Manifest manifest, List<String> leaves) {}

  static List<Commit> read(Path bundle) throws IOException {
    Map<String, byte[]> files = ZipEdit.read(bundle);
    List<Commit> commits = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("commits/") && file.getKey().endsWith(BundlePath.ENVELOPE)) {
        Envelope envelope = Envelope.parse(file.getValue());
        Manifest manifest = ManifestCodec.parse(envelope.payload());
        String leaves = BundlePath.commit(manifest.agent(), manifest.seq(), BundlePath.LEAVES);
        commits.add(
            new Commit(
                Hash.sha256(file.getValue()),
                manifest,
                leaves(files.getOrDefault(leaves, new byte[0]))));
      }
    }
    return commits;
  }

  private static List<String> leaves(byte[] lines) {
    return new String(lines, StandardCharsets.US_ASCII)
        .lines()
        .map(line -> DisclosedLeaf.parse(line.getBytes(StandardCharsets.US_ASCII)).leaf())
        .map(HexFormat.of()::formatHex)
        .toList();
  }
}
