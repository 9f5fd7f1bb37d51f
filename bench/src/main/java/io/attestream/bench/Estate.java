package io.attestream.bench;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.model.Check;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * An estate of AWS units with 25,000 results each, which a collector took as signed commits: one
 * snapshot of every unit, then, if asked for, further commits that change a hundredth.
 */
final class Estate {
  static final int UNITS = 40;
  static final int RESULTS = 25_000;
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private Estate() {}

  /** The checks that its results are of. */
  static List<String> checks() {
    return CatalogueLoader.bundled().checks().stream()
        .map(Check::id)
        .filter(id -> id.startsWith("aws."))
        .sorted()
        .toList();
  }

  /** Makes it in a data directory, unless one is there. */
  static void fill(Path directory, int units, int changes) throws Exception {
    if (Files.exists(directory.resolve("attestream.db"))) {
      return;
    }
    List<String> checks = checks();
    try (TestCollector collector =
        new TestCollector(
            directory, Clock.fixed(START.plusSeconds(600), ZoneOffset.UTC), Map.of())) {
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
          for (int change = 1; change <= changes; change++) {
            Instant at = START.plusSeconds(60L * change);
            for (int i = change; i < RESULTS; i += 100) {
              String check = checks.get(i % checks.size());
              unit.set(check, "resource-" + i / checks.size(), Status.FAIL, at);
            }
            stream.deliver(agent.commit(unit, at));
          }
        }
      }
    }
  }
}
