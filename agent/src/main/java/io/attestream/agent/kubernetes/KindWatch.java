package io.attestream.agent.kubernetes;

import io.attestream.evidence.model.BlindSpot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one kind: watches from the last known version, lists anew when that is too old (410 Gone), polls where watching is
 * not allowed, and reconnects with growing waits. A kind that stays out of reach for {@link #PATIENCE} is reported as not
 * enumerated, once; when it comes back it is listed anew.
 */
final class KindWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);

  private final Kind kind;
  private final KubernetesSource.Live live;
  private final Backoff backoff;
  private final PagedListing listing;
  private String version;
  private @Nullable Instant failingSince;

  /** @param version where to take over; empty to list first */
  KindWatch(Kind kind, KubernetesSource.Live live, Backoff backoff, String version) {
    this.kind = kind;
    this.live = live;
    this.backoff = backoff;
    this.listing = new PagedListing(live.api(), backoff);
    this.version = version;
  }

  /** Runs until interrupted. */
  void run() throws InterruptedException {
    while (!Thread.interrupted()) {
      Instant began = live.clock().instant();
      try {
        if (version.isEmpty()) {
          relist();
        }
        live.api().watch(kind, version, this::event);
        succeeded();
        if (Duration.between(began, live.clock().instant()).compareTo(SHORTEST_WATCH) < 0) {
          backoff.pause(Duration.ZERO);
        }
      } catch (ApiFailure failure) {
        failed(failure);
      }
    }
    throw new InterruptedException("watch of " + kind.plural());
  }

  private void event(KubernetesApi.EventType type, Map<String, Object> object)
      throws InterruptedException {
    String at = Fields.text(Fields.map(object, "metadata"), "resourceVersion");
    switch (type) {
      case ADDED, MODIFIED -> live.feed(feed -> feed.changed(kind, object));
      case DELETED ->
          live.feed(
              feed ->
                  feed.deleted(
                      kind, ClusterModel.namespaceOf(kind, object), ClusterModel.nameOf(object)));
      case BOOKMARK -> {}
    }
    if (!at.isEmpty()) {
      version = at;
    }
    succeeded();
  }

  private void succeeded() {
    backoff.succeeded();
    failingSince = null;
  }

  /** Lists the kind again and gives on the difference. */
  private void relist() throws ApiFailure, InterruptedException {
    Set<String> present = new HashSet<>();
    long[] pages = {0};
    String listed;
    try {
      listed =
          listing.list(
              kind,
              item -> {
                present.add(key(ClusterModel.namespaceOf(kind, item), ClusterModel.nameOf(item)));
                live.feedUninterruptibly(feed -> feed.changed(kind, item));
              },
              () -> pages[0]++,
              present::clear);
    } catch (ApiFailure failure) {
      if (!(kind.addOn() && failure.notServed())) {
        throw failure;
      }
      live.listed(kind, Set.of(), 0, listing);
      throw failure;
    }
    live.listed(kind, present, pages[0], listing);
    version = listed;
    succeeded();
  }

  private void failed(ApiFailure failure) throws InterruptedException {
    boolean listed = !version.isEmpty();
    if (failure.gone()) {
      version = "";
      backoff.pause(failure.retryAfter());
      return;
    }
    if (failure.denied() || failure.notServed()) {
      boolean absent = kind.addOn() && failure.notServed();
      if (!listed && !absent) {
        live.lost(kind, spot(failure));
      }
      version = "";
      Thread.sleep(live.poll().toMillis());
      return;
    }
    Instant now = live.clock().instant();
    Instant since = failingSince == null ? now : failingSince;
    failingSince = since;
    if (Duration.between(since, now).compareTo(PATIENCE) >= 0) {
      live.lost(kind, spot(failure));
      version = "";
    }
    backoff.pause(failure.retryAfter());
  }

  private BlindSpot spot(ApiFailure failure) {
    return failure.blindSpot("", kind.api("list"));
  }

  static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
