package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.joining;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.BlindSpot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One complete reading into a {@link ClusterModel}: objects without relations go to the sink at once, the others when all kinds
 * are read, then the enumerations, one for each resource type. Used by one thread.
 */
public final class ClusterScan {
  private final ClusterModel model;
  private final ResourceSink sink;
  private final Map<Kind, Count> counts = new HashMap<>();

  private static final class Count {
    long items;
    long pages;
  }

  public ClusterScan(ClusterModel model, ResourceSink sink) {
    this.model = model;
    this.sink = sink;
    KubernetesKinds.ALL.forEach(kind -> counts.put(kind, new Count()));
  }

  /**
   * An object was read.
   *
   * @param object plain values ({@link PlainValues}), consumed
   */
  public void found(Kind kind, Map<String, Object> object) {
    model
        .put(kind, object)
        .ifPresent(
            stored -> {
              count(kind).items++;
              if (!Relations.derives(kind)) {
                sink.seen(model.resource(stored.object(), stored.document()));
              }
            });
  }

  /** A page of a listing, or a file, was read to its end. */
  public void page(Kind kind) {
    count(kind).pages++;
  }

  /** A kind could not be read completely. The first failure of a kind is kept. */
  public void failed(Kind kind, BlindSpot failure) {
    if (model.failure(kind).isEmpty()) {
      model.failed(kind, failure);
    }
  }

  /** Gives what was held back, then the enumerations of the object types. */
  public void finish(String verb) {
    for (Kind kind : KubernetesKinds.ALL) {
      if (Relations.derives(kind)) {
        model.all(kind).forEach(object -> sink.seen(model.resource(object, object.document())));
      }
    }
    var byType = new TreeMap<String, List<Kind>>();
    for (String type : KubernetesKinds.objectTypes()) {
      byType.put(type, KubernetesKinds.ALL.stream().filter(k -> k.type().equals(type)).toList());
    }
    byType.forEach((type, kinds) -> sink.enumerated(enumeration(type, kinds, verb)));
  }

  private Enumeration enumeration(String type, List<Kind> kinds, String verb) {
    var failure = kinds.stream().flatMap(kind -> model.failure(kind).stream()).findFirst();
    return new Enumeration(
        type,
        failure
            .map(BlindSpot::api)
            .orElseGet(() -> kinds.stream().map(kind -> kind.api(verb)).collect(joining(","))),
        kinds.stream().mapToLong(kind -> count(kind).items).sum(),
        kinds.stream().mapToLong(kind -> count(kind).pages).sum(),
        failure.orElse(null));
  }

  private Count count(Kind kind) {
    return counts.computeIfAbsent(kind, any -> new Count());
  }
}
