package io.attestream.collector.web.view;

import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads the signed manifest of a commit out of the log. */
public final class CommitManifests {
  private CommitManifests() {}

  /** The manifest at a log index; empty when there is no commit or it cannot be read. */
  public static Optional<Manifest> of(Handle handle, long index) {
    return handle
        .createQuery("SELECT body FROM log_entry WHERE idx = :idx AND kind = 'commit'")
        .bind("idx", index)
        .mapTo(byte[].class)
        .findOne()
        .flatMap(CommitManifests::read);
  }

  private static Optional<Manifest> read(byte[] envelope) {
    try {
      return Optional.of(ManifestCodec.parse(Envelope.parse(envelope).payload()));
    } catch (JsonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
