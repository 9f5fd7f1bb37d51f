package io.attestream.e2e.kubernetes;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.ResourceIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps the last that was said of each resource and type, and waits for what a test expects. */
final class AwaitedSink implements ResourceSink {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, Resource> resources = new TreeMap<>();
  private final Map<String, Enumeration> enumerations = new TreeMap<>();
  private final Map<String, Integer> listings = new TreeMap<>();

  @Override
  public synchronized void seen(Resource resource) {
    resources.put(resource.identity().id(), resource);
    notifyAll();
  }

  @Override
  public synchronized void gone(ResourceIdentity identity) {
    resources.remove(identity.id());
    notifyAll();
  }

  @Override
  public synchronized void enumerated(Enumeration enumeration) {
    enumerations.put(enumeration.type(), enumeration);
    listings.merge(enumeration.type(), 1, Integer::sum);
    notifyAll();
  }

  synchronized Optional<Resource> resource(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  synchronized Map<String, Enumeration> enumerations() {
    return new TreeMap<>(enumerations);
  }

  synchronized Map<String, Resource> resources() {
    return new TreeMap<>(resources);
  }

  /** Waits until the resource is as wanted (or not there, when {@code wanted} accepts empty). */
  synchronized void await(String id, Predicate<Optional<Resource>> wanted)
      throws InterruptedException {
    awaitAny(id, () -> wanted.test(Optional.ofNullable(resources.get(id))));
  }

  /** Waits until the type was listed to its end so often; a listing is told after its resources. */
  synchronized void awaitListings(String type, int times) throws InterruptedException {
    awaitAny(type, () -> listings.getOrDefault(type, 0) >= times);
  }

  synchronized void awaitEnumeration(String type, Predicate<Enumeration> wanted)
      throws InterruptedException {
    awaitAny(type, () -> Optional.ofNullable(enumerations.get(type)).filter(wanted).isPresent());
  }

  private synchronized void awaitAny(String what, BooleanSupplier holds)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      long left = PATIENCE.toNanos() - (System.nanoTime() - began);
      if (left <= 0) {
        throw new AssertionError(
            what
                + " did not come as expected; last: "
                + resources.get(what)
                + enumerations.get(what));
      }
      wait(Math.max(1, left / 1_000_000));
    }
  }
}
