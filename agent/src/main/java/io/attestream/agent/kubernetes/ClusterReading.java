package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.BlindSpot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete listing of one cluster: what it held, and the version of each kind at which a watch
 * takes over. Serialised by its owner.
 */
final class ClusterReading {
  static final String VERSION_API = "version:get";

  /** So many kinds that the server kept throttling or failing, and the others are not asked for. */
  private static final int MOST_IN_A_ROW = 3;

  final ClusterModel model;
  final Map<Kind, String> versions = new HashMap<>();
  private volatile Map<String, Object> version = Map.of();
  private volatile List<BlindSpot> versionBlind = List.of();
  private final KubernetesApi api;

  ClusterReading(String unit, KubernetesApi api) {
    this.model = new ClusterModel(unit, true);
    this.api = api;
  }

  void read(ResourceSink sink, PagedListing listing) throws InterruptedException {
    var scan = new ClusterScan(model, sink);
    ApiFailure down = readVersion(listing);
    int inARow = 0;
    for (Kind kind : KubernetesKinds.ALL) {
      if (down != null) {
        scan.failed(kind, down.blindSpot("", kind.api("list")));
        continue;
      }
      try {
        versions.put(
            kind,
            listing.list(
                kind,
                item -> scan.found(kind, item),
                () -> scan.page(kind),
                () -> model.forget(kind)));
        inARow = 0;
      } catch (ApiFailure failure) {
        if (!(kind.addOn() && failure.notServed())) {
          scan.failed(kind, failure.blindSpot("", kind.api("list")));
        }
        inARow = failure.passing() ? inARow + 1 : 0;
        down = failure.unreachable() || inARow == MOST_IN_A_ROW ? failure : null;
      }
    }
    scan.finish("list");
    cluster(sink, down);
  }

  /** After the cluster was out of reach: asks for its version again. Whether there is now a cluster to tell of. */
  synchronized boolean completed(PagedListing listing) throws InterruptedException {
    return version.isEmpty() && readVersion(listing) == null;
  }

  /** Gives the cluster itself on. */
  void give(ResourceSink sink) {
    cluster(sink, null);
  }

  Resource cluster() {
    return model.cluster(version, versionBlind);
  }

  private void cluster(ResourceSink sink, @Nullable ApiFailure down) {
    if (down == null) {
      sink.seen(cluster());
    }
    sink.enumerated(
        new Enumeration(
            KubernetesKinds.CLUSTER_TYPE,
            VERSION_API,
            down == null ? 1 : 0,
            1,
            down == null ? null : down.blindSpot("", VERSION_API)));
  }

  /** Returns why nothing can be read at all, {@code null} when something can. */
  private @Nullable ApiFailure readVersion(PagedListing listing) throws InterruptedException {
    try {
      version = listing.attempt(api::version);
      versionBlind = List.of();
      return null;
    } catch (ApiFailure failure) {
      versionBlind = List.of(failure.blindSpot("version", VERSION_API));
      return failure.unreachable() ? failure : null;
    }
  }
}
