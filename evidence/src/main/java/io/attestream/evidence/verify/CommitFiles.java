package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.Manifest;
import java.util.Arrays;

/** The files of one commit that are bound to its log entry alone. */
final class CommitFiles {
  private CommitFiles() {}

  /**
   * Checks {@code envelope.json} against the log entry, {@code trace.json} against the manifest, and
   * that nothing stands where the manifest changes nothing.
   *
   * @throws BundleException naming the file that is missing, different or too much
   */
  static void check(BundleReader bundle, Manifest m, byte[] entry, int maxTrace) {
    String envelope = BundlePath.commit(m.agent(), m.seq(), BundlePath.ENVELOPE);
    if (!bundle.has(envelope) && m.finishedAt().isBefore(bundle.header().from())) {
      return;
    }
    if (!Arrays.equals(bundle.read(envelope, Envelope.MAX_BYTES), entry)) {
      throw new BundleException(envelope, "is not the log's entry");
    }
    String trace = BundlePath.commit(m.agent(), m.seq(), BundlePath.TRACE);
    if (!Hash.sha256(bundle.read(trace, maxTrace)).equals(m.trace())) {
      throw new BundleException(trace, "is not the trace that the manifest names");
    }
    if (m.delta().put() == 0) {
      absent(bundle, m, BundlePath.LEAVES, "the manifest puts nothing");
    }
    if (m.delta().del() == 0) {
      absent(bundle, m, BundlePath.DELS, "the manifest removes nothing");
    }
  }

  private static void absent(BundleReader bundle, Manifest m, String name, String why) {
    String file = BundlePath.commit(m.agent(), m.seq(), name);
    if (bundle.has(file)) {
      throw new BundleException(file, "must not be here: " + why);
    }
  }
}
