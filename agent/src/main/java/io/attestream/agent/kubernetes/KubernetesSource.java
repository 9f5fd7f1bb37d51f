package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes cluster: paged listings, then a watch on every kind of {@link KubernetesKinds}. Only list and watch are
 * called, and never on secrets. A scan and the events of a watch exclude each other.
 */
public final class KubernetesSource implements ResourceSource {
  private static final long STACK_BYTES = 512 * 1024;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final ScopeUnit unit;
  private final CountedApi api;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration poll;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ClusterReading reading;

  KubernetesSource(
      String name, KubernetesApi api, Clock clock, RandomGenerator random, Duration poll) {
    this.unit = new ScopeUnit("kubernetes:" + name.replaceAll("[^!-~]", "-"));
    this.api = new CountedApi(api);
    this.clock = clock;
    this.random = random;
    this.poll = poll;
  }

  /**
   * Reads the kubeconfig, or the mounted service account. The cluster itself is not called yet.
   *
   * @throws SourceException when there are no usable credentials
   */
  public static KubernetesSource open(
      KubernetesConfig config, Clock clock, RandomGenerator random) {
    var connection = ClusterConnection.open(config);
    return new KubernetesSource(
        connection.clusterName(),
        new ClientApi(connection.client(), config),
        clock,
        random,
        config.poll());
  }

  @Override
  public List<ScopeUnit> units() {
    return List.of(unit);
  }

  @Override
  public Set<String> types(ScopeUnit scopeUnit) {
    var types = KubernetesKinds.objectTypes();
    types.add(KubernetesKinds.CLUSTER_TYPE);
    return types;
  }

  @Override
  public void scan(ScopeUnit scopeUnit, ResourceSink sink) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var fresh = new ClusterReading(unit.id(), api);
      fresh.read(sink, new PagedListing(api, new Backoff(random)));
      reading = fresh;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SortedMap<String, Long> calls() {
    return api.calls();
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public void watch(ScopeUnit scopeUnit, ResourceSink sink) throws InterruptedException {
    if (reading == null) {
      scan(scopeUnit, sink);
    }
    var stop = new CountDownLatch(1);
    var broken = new AtomicReference<@Nullable Throwable>();
    var threads = new ArrayList<Thread>();
    var live = new Live(sink);
    for (Kind kind : KubernetesKinds.ALL) {
      String version = live.reading().versions.getOrDefault(kind, "");
      var watch = new KindWatch(kind, live, new Backoff(random), version);
      threads.add(thread(watch, kind, stop, broken));
    }
    threads.forEach(Thread::start);
    try {
      stop.await();
    } finally {
      end(threads);
    }
    Throwable cause = broken.get();
    if (cause != null) {
      throw new IllegalStateException("the watch of " + unit.id() + " broke off", cause);
    }
  }

  private static Thread thread(
      KindWatch watch,
      Kind kind,
      CountDownLatch stop,
      AtomicReference<@Nullable Throwable> broken) {
    Runnable body =
        () -> {
          try {
            watch.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
            stop.countDown();
          }
        };
    var thread = new Thread(null, body, "kubernetes-watch-" + kind.plural(), STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  private void end(List<Thread> threads) {
    threads.forEach(Thread::interrupt);
    api.cancelWatches();
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      try {
        while (thread.isAlive() && System.nanoTime() < deadline) {
          thread.join(50);
          api.cancelWatches();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the watches of one {@link #watch} share. Every access to the model holds the lock. */
  final class Live {
    private final ResourceSink sink;
    private @Nullable ClusterReading fedFrom;
    private @Nullable ClusterFeed feed;

    private Live(ResourceSink sink) {
      this.sink = sink;
    }

    KubernetesApi api() {
      return api;
    }

    Clock clock() {
      return clock;
    }

    Duration poll() {
      return poll;
    }

    ClusterReading reading() {
      return Objects.requireNonNull(reading, "a watch begins with a scan");
    }

    void feed(Consumer<ClusterFeed> change) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        change.accept(current());
      } finally {
        lock.unlock();
      }
    }

    void feedUninterruptibly(Consumer<ClusterFeed> change) {
      lock.lock();
      try {
        change.accept(current());
      } finally {
        lock.unlock();
      }
    }

    /** A kind was listed anew: what was held and is not present is gone. */
    void listed(Kind kind, Set<String> present, long pages, PagedListing listing)
        throws InterruptedException {
      feed(
          changes -> {
            var model = reading().model;
            for (var held : model.all(kind)) {
              if (!present.contains(KindWatch.key(held.namespace, held.name))) {
                changes.deleted(kind, held.namespace, held.name);
              }
            }
            if (model.failure(kind).isPresent()) {
              model.failed(kind, null);
              changes.visibilityChanged();
            }
            sink.enumerated(model.enumeration(kind.type(), pages, "list"));
          });
      if (reading().completed(listing)) {
        feed(any -> reading().give(sink));
      }
    }

    /** A kind cannot be listed any more. Told once for each new reason. */
    void lost(Kind kind, BlindSpot why) throws InterruptedException {
      feed(
          changes -> {
            var model = reading().model;
            if (!model.failure(kind).equals(java.util.Optional.of(why))) {
              model.failed(kind, why);
              changes.visibilityChanged();
              sink.enumerated(model.enumeration(kind.type(), 0, "list"));
            }
          });
    }

    private ClusterFeed current() {
      var now = reading();
      ClusterFeed current = feed;
      if (current == null || fedFrom != now) {
        current = new ClusterFeed(now, sink);
        feed = current;
        fedFrom = now;
      }
      return current;
    }
  }
}
