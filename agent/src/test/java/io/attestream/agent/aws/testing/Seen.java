package io.attestream.agent.aws.testing;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps all that a source says. */
public final class Seen implements ResourceSink {
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Enumeration> enumerations = new TreeMap<>();

  /** Scans every unit of a source. */
  public static Seen all(ResourceSource source) throws InterruptedException {
    Seen seen = new Seen();
    for (ScopeUnit unit : source.units()) {
      source.scan(unit, seen);
    }
    return seen;
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
    Enumeration other = enumerations.put(enumeration.type(), enumeration);
    if (other != null && !enumeration.complete()) {
      enumerations.put(enumeration.type(), enumeration);
    }
  }

  public synchronized List<Resource> resources() {
    return List.copyOf(resources);
  }

  public synchronized Map<String, Enumeration> enumerations() {
    return Map.copyOf(enumerations);
  }

  public synchronized Resource named(String type, String name) {
    return resources.stream()
        .filter(one -> one.identity().type().equals(type) && one.identity().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " " + name));
  }
}
