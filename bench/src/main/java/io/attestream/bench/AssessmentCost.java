package io.attestream.bench;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.model.Check;
import io.attestream.collector.control.AssessmentProbe;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
  private static final int UNITS = 40;
  private static final int RESULTS = 25_000;
  private static final int CHANGES = 100;
  private static final int ROUNDS = 5;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    int units = Integer.parseInt(options.getOrDefault("units", "" + UNITS));
    List<String> checks =
        CatalogueLoader.bundled().checks().stream()
            .map(Check::id)
            .filter(id -> id.startsWith("aws."))
            .sorted()
            .toList();
    Path directory =
        options.containsKey("directory")
            ? Path.of(options.get("directory"))
            : Files.createTempDirectory("attestream-bench");
    if (!Files.exists(directory.resolve("attestream.db"))) {
      fill(directory, units, checks);
    }
    Clock clock = Clock.fixed(START.plusSeconds(600), ZoneOffset.UTC);
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
          "%,d results, %d units, %d checks".formatted(units * RESULTS, units, checks.size()),
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

  private static void fill(Path directory, int units, List<String> checks) throws Exception {
    try (TestCollector collector =
        new TestCollector(directory, Clock.fixed(START, ZoneOffset.UTC), Map.of())) {
      TestAgent agent = new TestAgent("bench");
      collector.enrol(agent);
      try (TestStream stream = collector.connect(agent)) {
        for (int u = 0; u < units; u++) {
          TestUnit unit = new TestUnit("aws:%012d:eu-west-1".formatted(u + 1));
          for (int i = 0; i < RESULTS; i++) {
            // A hundredth fails; each check is judged on as many resources.
            Status status = i / checks.size() % 100 == 0 ? Status.FAIL : Status.PASS;
            unit.set(checks.get(i % checks.size()), "resource-" + i / checks.size(), status, START);
          }
          stream.deliver(agent.commit(unit, START));
        }
      }
    }
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
