package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.ResourceSink;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings single changes into a {@link ClusterModel} and gives on what they touch: the object itself, and every object whose
 * derived members are other than before. Not safe for concurrent use.
 */
final class ClusterFeed {
  private final ClusterModel model;
  private final ResourceSink sink;
  private final ClusterReading reading;
  private Relations.Derived cluster;

  ClusterFeed(ClusterReading reading, ResourceSink sink) {
    this.reading = reading;
    this.model = reading.model;
    this.sink = sink;
    this.cluster = Relations.cluster(model);
  }

  /** An object was added or changed. */
  void changed(Kind kind, Map<String, Object> object) {
    String namespace = ClusterModel.namespaceOf(kind, object);
    String name = ClusterModel.nameOf(object);
    var before = model.get(kind, namespace, name).orElse(null);
    var stored = model.put(kind, object);
    if (stored.isEmpty()) {
      if (before != null) {
        deleted(kind, namespace, name);
      }
      return;
    }
    var now = stored.get();
    sink.seen(model.resource(now.object(), now.document()));
    relatives(before, now.object());
  }

  void deleted(Kind kind, String namespace, String name) {
    var removed = model.remove(kind, namespace, name);
    if (removed != null) {
      sink.gone(model.identity(removed));
      relatives(removed, null);
    }
  }

  /** Whether a kind can be listed has changed, and so may have everything that is derived from it. */
  void visibilityChanged() {
    for (Kind kind : KubernetesKinds.ALL) {
      if (Relations.derives(kind)) {
        model.all(kind).forEach(this::again);
      }
    }
    clusterAgain();
  }

  private void relatives(@Nullable ClusterObject before, @Nullable ClusterObject now) {
    Set<ClusterObject> touched = new LinkedHashSet<>();
    Kind kind = null;
    for (var object : new @Nullable ClusterObject[] {before, now}) {
      if (object != null) {
        kind = object.kind;
        Relations.dependents(model, object).forEach(touched::add);
      }
    }
    touched.forEach(this::again);
    if (kind != null && Relations.touchesCluster(kind)) {
      clusterAgain();
    }
  }

  private void again(ClusterObject object) {
    if (!Relations.derive(model, object).equals(object.derived)) {
      sink.seen(model.resource(object, object.document()));
    }
  }

  private void clusterAgain() {
    var derived = Relations.cluster(model);
    if (!derived.equals(cluster)) {
      cluster = derived;
      sink.seen(reading.cluster());
    }
  }
}
