package io.attestream.bench;

import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From sending a commit over 50,000 unchanged leaves to its verified acknowledgement. */
final class UnchangedCommit implements Measurement {
  private static final int LEAVES = 50_000;
  private static final int COMMITS = 200;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Path directory = Files.createTempDirectory("attestream-bench");
    long[] nanos = new long[COMMITS];
    try (TestCollector collector = new TestCollector(directory)) {
      TestAgent agent = new TestAgent("bench");
      collector.enrol(agent);
      try (TestStream stream = collector.connect(agent)) {
        TestUnit unit = SampleLeaves.unit("kubernetes:bench", LEAVES);
        stream.deliver(agent.commit(unit, START));
        for (int i = 0; i < COMMITS; i++) {
          TestCommit commit = agent.commit(unit, START.plusSeconds(60L * (i + 1)));
          long start = System.nanoTime();
          stream.deliver(commit);
          nanos[i] = System.nanoTime() - start;
        }
      }
    }
    Arrays.sort(nanos);
    return List.of(
        "unchanged commit of %,d leaves, sent to acknowledged: p50 %.1f ms, p99 %.1f ms, worst %.1f ms of %d"
            .formatted(
                LEAVES,
                nanos[COMMITS / 2] / 1e6,
                nanos[COMMITS * 99 / 100] / 1e6,
                nanos[COMMITS - 1] / 1e6,
                COMMITS));
  }
}
