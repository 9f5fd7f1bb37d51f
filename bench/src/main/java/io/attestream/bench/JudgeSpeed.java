package io.attestream.bench;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Projection and verdict of all workload checks on one thread. */
final class JudgeSpeed implements Measurement {
  private static final int ROUNDS = 5;
  private static final int WORKLOADS = 2_000;
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Catalogue catalogue = CatalogueLoader.bundled();
    Engine engine = new Engine(catalogue, Parameters.DEFAULTS);
    List<CheckProgram> programs = engine.programs("k8s.workload");
    Map<String, Object> document = Workloads.document();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < WORKLOADS; i++) {
        for (CheckProgram program : programs) {
          program.judge(program.project(document, List.of()), NOW);
        }
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    long evaluations = (long) WORKLOADS * programs.size();
    return List.of(
        "%,d evaluations (%d workload checks): %,.0f a second on one thread (best of %d)"
            .formatted(evaluations, programs.size(), evaluations / best, ROUNDS));
  }
}
