package io.attestream.collector.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.store.Database;
import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundleHeader.Mode;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReadme;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/**
 * Writes a bundle of the log, or of a sample of it, as one transaction sees it: what comes in meanwhile is not in it. Any
 * file that cannot be written fails the export, and then there is no bundle.
 */
public final class BundleExporter {
  private final Database database;
  private final LogIdentity identity;
  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final MetaFiles meta;
  private final List<String> order;
  private final Clock clock;

  public BundleExporter(
      Database database,
      LogIdentity identity,
      Catalogue catalogue,
      ControlRegistry registry,
      Clock clock) {
    this.database = database;
    this.identity = identity;
    this.catalogue = catalogue;
    this.registry = registry;
    this.meta = new MetaFiles(catalogue, registry);
    this.order = registry.controls().stream().map(Control::id).toList();
    this.clock = clock;
  }

  /**
   * Exports to a file, which appears only when it is complete.
   *
   * @throws UncheckedIOException when something could not be read or written; no file is left
   */
  public void export(Path file, BundlePeriod period, ExportProgress progress) {
    export(file, period, new BundleSelection.Whole(), progress);
  }

  /** Exports a selection, as above. */
  public void export(
      Path file, BundlePeriod period, BundleSelection selection, ExportProgress progress) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        export(out, period, selection, progress);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the export failed: " + e.getMessage(), e);
    } finally {
      discard(unfinished);
    }
  }

  /** Exports to a stream, which is closed. */
  private void export(
      OutputStream out, BundlePeriod period, BundleSelection selection, ExportProgress progress)
      throws IOException {
    try {
      database.read(
          handle -> {
            write(handle, out, period, selection, progress);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(
      Handle handle,
      OutputStream out,
      BundlePeriod period,
      BundleSelection selection,
      ExportProgress progress)
      throws SQLException {
    LogReader log = new LogReader(handle);
    String note =
        log.note().orElseThrow(() -> new IllegalStateException("the log has no checkpoint yet"));
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    Instant now = clock.instant();
    Instant to = period.to().isAfter(now) ? now : period.to();
    BundleHeader header =
        new BundleHeader(
            checkpoint.origin(),
            now,
            period.from(),
            to,
            Software.name(),
            selection instanceof BundleSelection.Whole ? Mode.FULL : Mode.SAMPLE);
    try (BundleWriter bundle = new BundleWriter(out, header)) {
      new StatementFiles(bundle, handle, order).write();
      if (header.mode() == Mode.FULL) {
        new AssuranceFiles(bundle, handle, catalogue, registry).write(period.from(), to);
      }
      bundle.add(BundlePath.README, BundleReadme.bytes("bundle.zip", header, identity.verifier()));
      CommitRows rows = new CommitRows(handle.getConnection());
      CommitFiles commits = new CommitFiles(bundle, rows, log, progress);
      if (header.mode() == Mode.FULL) {
        commits.write(period);
        new LogFiles(bundle, log, checkpoint.size()).write(note);
        progress.at(95);
        meta.write(bundle, handle);
        new RegisterFile(bundle, handle).write();
        new TotalsFile(bundle, handle).write();
        new StampFiles(bundle, handle).write();
      } else {
        SampleFiles sample =
            SampleFiles.choose(bundle, commits, log, handle, rows, period, selection);
        sample.writeEntries();
        bundle.add(BundlePath.CHECKPOINT, note.getBytes(StandardCharsets.UTF_8));
        progress.at(90);
        meta.write(bundle, handle);
        sample.writeDraw();
        sample.writeProofs(checkpoint.size(), note);
      }
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
