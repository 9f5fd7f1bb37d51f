package io.attestream.collector.report;

import io.attestream.collector.log.LogReader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The part {@code commits/} of a bundle: envelope, leaves or delta, and trace of each commit. */
final class CommitFiles {
  private final BundleWriter bundle;
  private final CommitRows rows;
  private final LogReader log;
  private final ExportProgress progress;

  /** Agent and unit pairs whose leaves are in the bundle from some commit on. */
  private final Set<String> started = new HashSet<>();

  CommitFiles(BundleWriter bundle, CommitRows rows, LogReader log, ExportProgress progress) {
    this.bundle = bundle;
    this.rows = rows;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Writes the files of every commit of the period. Once a unit has a commit in it, all later ones
   * follow, whatever an agent's clock said.
   */
  void write(BundlePeriod period) throws SQLException, IOException {
    List<CommitRow> commits = rows.all();
    int done = 0;
    for (CommitRow commit : commits) {
      String track = commit.agent() + '\0' + commit.unitId();
      if (commit.finishedAt() >= period.from().toEpochMilli() || started.contains(track)) {
        write(commit, started.add(track));
      }
      progress.at((int) (++done * 90L / commits.size()));
    }
  }

  /** Writes the files of a commit with all leaves of its unit. */
  void writeAlone(CommitRow commit) throws IOException, SQLException {
    write(commit, true);
  }

  private void write(CommitRow commit, boolean first) throws IOException, SQLException {
    boolean state = first && !commit.snapshot();
    if (!state && commit.dels() > 0) {
      add(commit, BundlePath.DELS, out -> rows.writeDels(commit, out));
    }
    bundle.add(path(commit, BundlePath.ENVELOPE), entry(commit.index()));
    if (!state && commit.puts() > 0) {
      add(commit, BundlePath.LEAVES, out -> rows.writePuts(commit, out));
    }
    if (state) {
      add(commit, BundlePath.SNAPSHOT, out -> rows.writeState(commit, out));
    }
    bundle.add(path(commit, BundlePath.TRACE), rows.trace(commit));
  }

  private byte[] entry(long index) throws IOException {
    return log.entry(index)
        .orElseThrow(() -> new IOException("entry " + index + " is not in the database"));
  }

  private void add(CommitRow commit, String file, Rows content) throws IOException {
    bundle.add(
        path(commit, file),
        out -> {
          try {
            content.writeTo(out);
          } catch (SQLException e) {
            throw new IOException("cannot read commit " + commit.index(), e);
          }
        });
  }

  private static String path(CommitRow commit, String file) {
    return BundlePath.commit(commit.agent(), commit.seq(), file);
  }

  @FunctionalInterface
  private interface Rows {
    void writeTo(OutputStream out) throws SQLException, IOException;
  }
}
