package io.attestream.collector.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.store.Database;
import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReadme;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/**
 * Writes a full bundle of the log as one transaction sees it: what comes in meanwhile is not in it. Any
 * file that cannot be written fails the export, and then there is no bundle.
 */
public final class BundleExporter {
  private final Database database;
  private final LogIdentity identity;
  private final MetaFiles meta;
  private final Clock clock;

  public BundleExporter(
      Database database,
      LogIdentity identity,
      Catalogue catalogue,
      ControlRegistry registry,
      Clock clock) {
    this.database = database;
    this.identity = identity;
    this.meta = new MetaFiles(catalogue, registry);
    this.clock = clock;
  }

  /**
   * Exports to a file, which appears only when it is complete.
   *
   * @throws UncheckedIOException when something could not be read or written; no file is left
   */
  public void export(Path file, BundlePeriod period, ExportProgress progress) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        export(out, period, progress);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the export failed: " + e.getMessage(), e);
    } finally {
      discard(unfinished);
    }
  }

  /** Exports to a stream, which is closed. */
  void export(OutputStream out, BundlePeriod period, ExportProgress progress) throws IOException {
    try {
      database.read(
          handle -> {
            write(handle, out, period, progress);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(Handle handle, OutputStream out, BundlePeriod period, ExportProgress progress)
      throws SQLException {
    LogReader log = new LogReader(handle);
    String note =
        log.note().orElseThrow(() -> new IllegalStateException("the log has no checkpoint yet"));
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    Instant now = clock.instant();
    Instant to = period.to().isAfter(now) ? now : period.to();
    BundleHeader header =
        new BundleHeader(checkpoint.origin(), now, period.from(), to, Software.name());
    try (BundleWriter bundle = new BundleWriter(out, header)) {
      bundle.add(BundlePath.README, BundleReadme.bytes("bundle.zip", header, identity.verifier()));
      new CommitFiles(bundle, new CommitRows(handle.getConnection()), log, progress).write(period);
      new LogFiles(bundle, log, checkpoint.size()).write(note);
      progress.at(95);
      meta.write(bundle, handle);
      new TotalsFile(bundle, handle).write();
      new StampFiles(bundle, handle).write();
      new TrustFiles(bundle, handle, identity.verifier()).write();
      identity.finish(bundle);
      progress.at(100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      LoggerFactory.getLogger(BundleExporter.class)
          .warn("cannot delete {}: {}", unfinished, e.getMessage());
    }
  }
}
