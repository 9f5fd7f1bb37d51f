package io.attestream.agent.kubernetes.testing;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.ResourceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** Keeps what it is given. */
public final class RecordingSink implements ResourceSink {
  private final Map<String, Resource> resources = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Enumeration> enumerations = new TreeMap<>();

  @Override
  public synchronized void seen(Resource resource) {
    resources.put(resource.identity().id(), resource);
    calls.add("seen " + resource.identity().id());
    notifyAll();
  }

  @Override
  public synchronized void gone(ResourceIdentity identity) {
    resources.remove(identity.id());
    calls.add("gone " + identity.id());
    notifyAll();
  }

  @Override
  public synchronized void enumerated(Enumeration enumeration) {
    enumerations.put(enumeration.type(), enumeration);
    calls.add("enumerated " + enumeration.type() + (enumeration.complete() ? "" : " incomplete"));
    notifyAll();
  }

  public synchronized Resource resource(String id) {
    Resource resource = resources.get(id);
    if (resource == null) {
      throw new NoSuchElementException(id + " is not among " + resources.keySet());
    }
    return resource;
  }

  public synchronized List<String> ids() {
    return List.copyOf(resources.keySet());
  }

  /** Everything that was called, in order: {@code seen ID}, {@code gone ID}, {@code enumerated TYPE}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public synchronized void forgetCalls() {
    calls.clear();
  }

  public synchronized Enumeration enumeration(String type) {
    Enumeration enumeration = enumerations.get(type);
    if (enumeration == null) {
      throw new NoSuchElementException(type + " is not among " + enumerations.keySet());
    }
    return enumeration;
  }

  public synchronized Map<String, Enumeration> enumerations() {
    return new TreeMap<>(enumerations);
  }
}
