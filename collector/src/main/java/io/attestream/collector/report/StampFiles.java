package io.attestream.collector.report;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The part {@code stamps/} of a bundle: the checkpoints that an authority stamped, and its stamps. */
final class StampFiles {
  private final BundleWriter bundle;
  private final Handle handle;

  StampFiles(BundleWriter bundle, Handle handle) {
    this.bundle = bundle;
    this.handle = handle;
  }

  void write() throws IOException {
    List<Long> indexes =
        handle.createQuery("SELECT idx FROM stamp ORDER BY size").mapTo(Long.class).list();
    for (long index : indexes) {
      Stamp stamp =
          handle
              .createQuery("SELECT size, checkpoint, token FROM stamp WHERE idx = :idx")
              .bind("idx", index)
              .map((row, ctx) -> new Stamp(row.getLong(1), row.getString(2), row.getBytes(3)))
              .one();
      bundle.add(
          BundlePath.stamp(stamp.size, BundlePath.STAMPED),
          stamp.checkpoint.getBytes(StandardCharsets.UTF_8));
      bundle.add(BundlePath.stamp(stamp.size, BundlePath.TOKEN), stamp.token);
    }
  }

  private record Stamp(long size, String checkpoint, byte[] token) {}
}
