package io.attestream.evidence.testing;

import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Two agents over three hours. An authority stamps the log half an hour after each round of commits; the
 * agents have seen the stamp when they commit again.
 */
public final class StampedEvidence {
  public static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int ROUNDS = 3;

  private final FixtureAuthority authority = new FixtureAuthority("Clock of the town hall");
  private final FixtureBundle bundle = new FixtureBundle("log.example/stamped", START);

  public StampedEvidence() {
    List<FixtureAgent> agents = List.of(bundle.agent("cloud"), bundle.agent("cluster"));
    for (int round = 0; round < ROUNDS; round++) {
      Instant at = START.plus(INTERVAL.multipliedBy(round));
      for (FixtureAgent agent : agents) {
        bundle.add(commit(agent, at));
      }
      bundle.stamp(authority, at.plus(Duration.ofMinutes(30)));
    }
  }

  private FixtureCommit commit(FixtureAgent agent, Instant at) {
    ScopeUnit unit = new ScopeUnit("kubernetes:" + agent.name());
    ResourceIdentity node = new ResourceIdentity(unit.id(), "k8s.node", "v1/Node/one", "one");
    return agent.commit(
        unit,
        List.of(
            new FixtureResult(
                "k8s.node.ready",
                1,
                node,
                Verdict.FAIL,
                new Observation(Map.of("ready", false), List.of()),
                START)),
        List.of(new Enumeration("k8s.node", "v1/nodes:list", 1, 1, true, "")),
        at,
        INTERVAL,
        bundle.seen());
  }

  public FixtureAuthority authority() {
    return authority;
  }

  public FixtureBundle bundle() {
    return bundle;
  }

  /** Writes the bundle, exported a minute after the last stamp. */
  public Path write(Path zip) throws IOException {
    return bundle.write(zip, START.plus(INTERVAL.multipliedBy(ROUNDS - 1)).plusSeconds(31 * 60));
  }
}
