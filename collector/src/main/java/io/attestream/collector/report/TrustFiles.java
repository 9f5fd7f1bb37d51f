package io.attestream.collector.report;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.note.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The part {@code trust/} of a bundle: copies of the keys, for tools; a verifier brings its own. */
final class TrustFiles {
  private final BundleWriter bundle;
  private final Handle handle;
  private final NoteVerifier logKey;

  TrustFiles(BundleWriter bundle, Handle handle, NoteVerifier logKey) {
    this.bundle = bundle;
    this.handle = handle;
    this.logKey = logKey;
  }

  void write() throws IOException {
    TreeMap<String, String> keys = new TreeMap<>(BundlePath.ORDER);
    for (byte[] envelope : bodies("enrol")) {
      EnrolEntry entry = EnrolEntry.parse(Statement.parse(Envelope.parse(envelope).payload()));
      keys.put(
          BundlePath.agentKey(entry.agent(), entry.publicKey().keyId()), entry.publicKey().pem());
    }
    for (byte[] envelope : bodies("rotate")) {
      RotateEntry entry = RotateEntry.parse(Statement.parse(Envelope.parse(envelope).payload()));
      keys.put(BundlePath.agentKey(entry.agent(), entry.newKey().keyId()), entry.newKey().pem());
    }
    keys.put(BundlePath.LOG_KEY_PEM, logKey.key().pem());
    keys.put(BundlePath.LOG_KEY, logKey.vkey() + '\n');
    for (var key : keys.entrySet()) {
      bundle.add(key.getKey(), key.getValue().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private List<byte[]> bodies(String kind) {
    return handle
        .createQuery("SELECT body FROM log_entry WHERE kind = :kind ORDER BY idx")
        .bind("kind", kind)
        .mapTo(byte[].class)
        .list();
  }
}
