package io.attestream.e2e.kubernetes;

import io.attestream.agent.judge.CheckResult;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges all that a scan sees, and the populations that it does not. */
final class Verdicts implements ResourceSink {
  /** One check on one resource. */
  record Key(String check, ResourceIdentity resource) {}

  private final ResourceJudge judge;
  private final String unit;
  private final Instant now;
  private final Map<Key, Verdict> verdicts = new HashMap<>();
  private final Map<ResourceIdentity, Resource> resources = new HashMap<>();
  private final Map<String, Enumeration> enumerations = new TreeMap<>();
  private int listings;

  Verdicts(ResourceJudge judge, String unit, Instant now) {
    this.judge = judge;
    this.unit = unit;
    this.now = now;
  }

  @Override
  public synchronized void seen(Resource resource) {
    resources.put(resource.identity(), resource);
    put(judge.judge(resource, now));
  }

  @Override
  public synchronized void gone(ResourceIdentity identity) {
    throw new AssertionError(identity + " is not gone");
  }

  @Override
  public synchronized void enumerated(Enumeration enumeration) {
    enumerations.put(enumeration.type(), enumeration);
    listings++;
    enumeration
        .blindSpot()
        .ifPresent(
            spot -> {
              var population = ResourceIdentity.wholePopulation(unit, enumeration.type());
              put(judge.unobserved(population, spot, now));
            });
    notifyAll();
  }

  private void put(List<CheckResult> results) {
    results.forEach(
        result -> verdicts.put(new Key(result.check().id(), result.resource()), result.verdict()));
  }

  synchronized Map<Key, Verdict> verdicts() {
    return new HashMap<>(verdicts);
  }

  synchronized Resource resource(ResourceIdentity identity) {
    return resources.get(identity);
  }

  synchronized Map<String, Enumeration> enumerations() {
    return new TreeMap<>(enumerations);
  }

  /** Waits until so many types were listed, counting each time that one is. */
  synchronized void awaitListings(int count) throws InterruptedException {
    long began = System.nanoTime();
    while (listings < count) {
      if (System.nanoTime() - began > 60_000_000_000L) {
        throw new AssertionError(listings + " listings of " + count + " came");
      }
      wait(1_000);
    }
  }
}
