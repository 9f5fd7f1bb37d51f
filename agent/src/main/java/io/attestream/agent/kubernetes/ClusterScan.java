package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.BlindSpot;
import java.util.HashMap;
import java.util.Map;

/**
 * One complete reading into a {@link ClusterModel}: objects without relations go to the sink at
 * once, the others when all kinds are read, then the enumerations, one for each resource type. Used
 * by one thread.
 */
public final class ClusterScan {
  private final ClusterModel model;
  private final ResourceSink sink;
  private final Map<Kind, Long> pages = new HashMap<>();

  public ClusterScan(ClusterModel model, ResourceSink sink) {
    this.model = model;
    this.sink = sink;
  }

  /**
   * An object was read. Reading it twice is the same as once.
   *
   * @param object plain values ({@link PlainValues}), consumed
   */
  public void found(Kind kind, Map<String, Object> object) {
    var stored = model.put(kind, object);
    if (stored.isPresent() && !Relations.derives(kind)) {
      sink.seen(model.resource(stored.get().object(), stored.get().document()));
    }
  }

  /** A page of a listing was read to its end. */
  public void page(Kind kind) {
    pages.merge(kind, 1L, Long::sum);
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
    for (String type : KubernetesKinds.objectTypes()) {
      long read =
          KubernetesKinds.ofType(type).stream()
              .mapToLong(kind -> pages.getOrDefault(kind, 0L))
              .sum();
      sink.enumerated(model.enumeration(type, read, verb));
    }
  }
}
