package io.attestream.bench;

import io.attestream.collector.control.AssessmentProbe;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What grading costs in an estate of a million results, which a collector took as signed commits: one
 * change, and everything anew, beside a bare scan of the same rows. With {@code directory=DIR} the estate is
 * made there once, so that a second run only measures.
 */
final class AssessmentCost implements Measurement {
  private static final int CHANGES = 100;
  private static final int ROUNDS = 5;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    int units = Integer.parseInt(options.getOrDefault("units", "" + Estate.UNITS));
    List<String> checks = Estate.checks();
    Path directory =
        options.containsKey("directory")
            ? Path.of(options.get("directory"))
            : Files.createTempDirectory("attestream-bench");
    Estate.fill(directory, units, 0);
    Clock clock = Clock.fixed(Estate.START.plusSeconds(600), ZoneOffset.UTC);
    try (Database database =
            SqliteDatabase.open(directory.resolve("attestream.db"), SqliteSettings.DEFAULTS);
        AssessmentProbe probe = new AssessmentProbe(database, clock)) {
      probe.assessAll();
      long[] inCommit = new long[CHANGES];
      long[] grading = new long[CHANGES];
      int controls = 0;
      for (int warm = 0; warm < 20; warm++) {
        change(probe, checks, warm);
      }
      for (int i = 0; i < CHANGES; i++) {
        AssessmentProbe.OneChange change = change(probe, checks, i);
        inCommit[i] = change.inCommit();
        grading[i] = change.grading();
        controls = Math.max(controls, change.controls());
      }
      long bare = best(probe::bareScan);
      long all = best(probe::assessAll);
      peaks().forEach(MemoryPoolMXBean::resetPeakUsage);
      long recomputed = best(probe::recompute);
      long peak = peaks().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      return List.of(
          "%,d results, %d units, %d checks"
              .formatted(units * Estate.RESULTS, units, checks.size()),
          "one change, its part in the commit: " + spread(inCommit),
          "one change, grading of its controls (at most %d), durable: %s"
              .formatted(controls, spread(grading)),
          "all 93 controls and the clauses from the counters: %.1f ms".formatted(all / 1e6),
          "every result counted anew, compared with the counters, and all graded: %.2f s, peak heap %,d MB"
              .formatted(recomputed / 1e9, peak >> 20),
          "bare scan of the same rows: %.2f s; ratio %.1f"
              .formatted(bare / 1e9, (double) recomputed / bare));
    }
  }

  private static AssessmentProbe.OneChange change(
      AssessmentProbe probe, List<String> checks, int i) {
    String check = checks.get(i / 2 % checks.size());
    return probe.oneChange(check, i % 2 == 0);
  }

  private static long best(java.util.function.LongSupplier work) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, work.getAsLong());
    }
    return best;
  }

  private static String spread(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return "p50 %.2f ms, p99 %.2f ms, worst %.2f ms of %d"
        .formatted(
            sorted[sorted.length / 2] / 1e6,
            sorted[sorted.length * 99 / 100] / 1e6,
            sorted[sorted.length - 1] / 1e6,
            sorted.length);
  }

  private static List<MemoryPoolMXBean> peaks() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
