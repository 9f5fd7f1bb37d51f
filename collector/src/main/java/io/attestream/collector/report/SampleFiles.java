package io.attestream.collector.report;

import io.attestream.collector.log.LogReader;
import io.attestream.collector.report.BundleSelection.CommitName;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.tlog.LogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The sampled commits of a bundle, every entry about a key or an erasure, and the proof of inclusion of each. A
 * sample's commit has all leaves of its unit.
 */
final class SampleFiles {
  private final BundleWriter bundle;
  private final CommitFiles files;
  private final LogReader log;
  private final List<CommitRow> chosen;
  private final List<Long> keys;
  private final Map<String, Object> draw;

  private SampleFiles(
      BundleWriter bundle,
      CommitFiles files,
      LogReader log,
      List<CommitRow> chosen,
      List<Long> keys,
      Map<String, Object> draw) {
    this.bundle = bundle;
    this.files = files;
    this.log = log;
    this.chosen = chosen;
    this.keys = keys;
    this.draw = draw;
  }

  /**
   * Chooses the commits.
   *
   * @throws IOException when a named one is not in the log
   */
  static SampleFiles choose(
      BundleWriter bundle,
      CommitFiles files,
      LogReader log,
      Handle handle,
      CommitRows rows,
      BundlePeriod period,
      BundleSelection selection)
      throws SQLException, IOException {
    List<CommitRow> all = rows.all();
    List<CommitRow> chosen = new ArrayList<>();
    Map<String, Object> draw;
    if (selection instanceof BundleSelection.Drawn drawn) {
      all.removeIf(
          row ->
              row.finishedAt() < period.from().toEpochMilli()
                  || row.finishedAt() > period.to().toEpochMilli());
      draw =
          Map.of(
              "commits",
              (long) drawn.count(),
              "of",
              (long) all.size(),
              "seed",
              drawn.seed(),
              "v",
              1L);
      all.sort(Comparator.comparing(row -> lot(drawn.seed(), row)));
      chosen.addAll(all.subList(0, Math.min(drawn.count(), all.size())));
    } else if (selection instanceof BundleSelection.Named named) {
      draw = Map.of("commits", (long) named.commits().size(), "v", 1L);
      Set<CommitName> missing = new HashSet<>(named.commits());
      for (CommitRow row : all) {
        if (missing.remove(new CommitName(row.agent(), row.seq()))) {
          chosen.add(row);
        }
      }
      Optional<CommitName> lost = missing.stream().findFirst();
      if (lost.isPresent()) {
        throw new IOException(
            "there is no commit " + lost.get().seq() + " of agent " + lost.get().agent());
      }
    } else {
      throw new IllegalArgumentException("the whole log is not a sample");
    }
    chosen.sort(
        Comparator.comparing(
            row -> BundlePath.commit(row.agent(), row.seq(), ""), BundlePath.ORDER));
    List<Long> keys =
        handle
            .createQuery(
                "SELECT idx FROM log_entry WHERE kind IN ('enrol', 'rotate', 'revoke', 'redaction') ORDER BY idx")
            .mapTo(Long.class)
            .list();
    return new SampleFiles(bundle, files, log, chosen, keys, draw);
  }

  private static String lot(String seed, CommitRow row) {
    String text = seed + '\n' + row.agent() + '\n' + row.seq();
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The parts {@code commits/} and {@code entries/}. */
  void writeEntries() throws SQLException, IOException {
    for (CommitRow row : chosen) {
      files.writeAlone(row);
    }
    for (long index : keys) {
      bundle.add(BundlePath.entry(index), entry(index));
    }
  }

  /** {@code meta/sample.json}: how the commits were chosen. */
  void writeDraw() throws IOException {
    bundle.add(BundlePath.SAMPLE, CanonicalJson.bytes(draw));
  }

  /** The part {@code proofs/}. */
  void writeProofs(long size, String note) throws IOException {
    for (CommitRow row : chosen) {
      add(BundlePath.commitProof(row.agent(), row.seq()), row.index(), size, note);
    }
    for (long index : keys) {
      add(BundlePath.entryProof(index), index, size, note);
    }
  }

  private void add(String file, long index, long size, String note) throws IOException {
    LogProof proof = new LogProof(index, log.inclusion(index, size), note);
    bundle.add(file, proof.encode().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] entry(long index) throws IOException {
    return log.entry(index)
        .orElseThrow(() -> new IOException("entry " + index + " is not in the database"));
  }
}
