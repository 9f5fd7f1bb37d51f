package io.attestream.e2e.aws;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.AwsSource;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One scan by the real source, judged by the real engine with the bundled catalogue. */
final class Scanned implements ResourceSink {
  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);

  private final Clock clock = Clock.systemUTC();
  private final List<Resource> resources = new ArrayList<>();
  private final List<Enumeration> enumerations = new ArrayList<>();

  private Scanned() {}

  /** Scans the units whose id ends with the suffix. */
  static Scanned of(AwsConfig config, String suffix) throws InterruptedException {
    Scanned scanned = new Scanned();
    try (AwsSource source = AwsSource.open(config, scanned.clock, new Random(7))) {
      for (ScopeUnit unit : source.units()) {
        if (unit.id().endsWith(suffix)) {
          source.scan(unit, scanned);
        }
      }
    }
    return scanned;
  }

  @Override
  public synchronized void seen(Resource resource) {
    resources.add(resource);
  }

  @Override
  public void gone(ResourceIdentity identity) {
    throw new AssertionError("a scan does not say gone");
  }

  @Override
  public synchronized void enumerated(Enumeration enumeration) {
    enumerations.add(enumeration);
  }

  synchronized Enumeration listing(String type) {
    return enumerations.stream()
        .filter(one -> one.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " was not listed"));
  }

  synchronized List<Enumeration> listings() {
    return List.copyOf(enumerations);
  }

  synchronized List<Resource> ofType(String type) {
    return resources.stream().filter(one -> one.identity().type().equals(type)).toList();
  }

  Verdict verdict(String check, String name) {
    CheckProgram program = ENGINE.program(check);
    Resource resource =
        ofType(program.check().resource()).stream()
            .filter(one -> one.identity().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name));
    return program.judge(program.project(resource.document(), resource.blind()), clock.instant());
  }

  /** The verdicts of every check on one resource. */
  List<Verdict> verdicts(String type, String name) {
    return ENGINE.programs(type).stream()
        .map(program -> verdict(program.check().id(), name))
        .toList();
  }
}
