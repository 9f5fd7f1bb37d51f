package io.attestream.bench;

import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import io.attestream.protocol.v1.Put;
import java.time.Instant;
import java.util.List;

/** Leaves as an agent makes them. */
final class SampleLeaves {
  static final String CHECK = "k8s.workload.not-privileged";
  private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");

  private SampleLeaves() {}

  /** That many leaves, by key. */
  static List<byte[]> sorted(int count) {
    return unit("kubernetes:bench", count).all().stream()
        .map(Put::getLeaf)
        .map(leaf -> leaf.toByteArray())
        .toList();
  }

  /** A unit with that many passing results. */
  static TestUnit unit(String name, int count) {
    TestUnit unit = new TestUnit(name);
    for (int i = 0; i < count; i++) {
      unit.set(CHECK, resource(i), Status.PASS, SINCE, evidence(i, 0));
    }
    return unit;
  }

  static String resource(int i) {
    return "apps/v1/Deployment/namespace-" + i % 100 + "/workload-" + i;
  }

  /** About what a projection of a workload weighs. */
  static String evidence(int i, int round) {
    return "containers main sidecar image registry.example/team/app:"
        + i
        + "."
        + round
        + " privileged false allowPrivilegeEscalation false runAsNonRoot true readOnlyRootFilesystem true";
  }
}
