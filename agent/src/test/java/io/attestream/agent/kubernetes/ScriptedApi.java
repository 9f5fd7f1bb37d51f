package io.attestream.agent.kubernetes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An API server in memory: objects by kind, failures on order, and events that a test sends. */
final class ScriptedApi implements KubernetesApi {
  private record Event(EventType type, Map<String, Object> object) {}

  private final Map<String, Map<String, Map<String, Object>>> objects = new ConcurrentHashMap<>();
  private final Map<String, ApiFailure> listFailures = new ConcurrentHashMap<>();
  private final Map<String, Deque<ApiFailure>> watchFailures = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Event>> events = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> lists = new ConcurrentHashMap<>();
  private final int pageSize;
  private volatile @Nullable ApiFailure down;

  ScriptedApi(int pageSize) {
    this.pageSize = pageSize;
  }

  static ApiFailure status(int code, String reason) {
    return ApiFailure.ofStatus(code, reason, Duration.ZERO);
  }

  void put(String apiVersion, String kind, Map<String, Object> object) {
    of(apiVersion, kind)
        .put(
            ClusterModel.namespaceOf(kind(apiVersion, kind), object)
                + "/"
                + ClusterModel.nameOf(object),
            object);
  }

  void remove(String apiVersion, String kind, String key) {
    of(apiVersion, kind).remove(key);
  }

  void failLists(String plural, ApiFailure failure) {
    listFailures.put(plural, failure);
  }

  void allowLists(String plural) {
    listFailures.remove(plural);
  }

  void failNextWatch(String plural, ApiFailure failure) {
    watchFailures.computeIfAbsent(plural, any -> new ArrayDeque<>()).add(failure);
    events(plural).add(new Event(EventType.BOOKMARK, Map.of("wake", true)));
  }

  void send(String plural, EventType type, Map<String, Object> object) {
    events(plural).add(new Event(type, object));
  }

  int lists(String plural) {
    return lists.getOrDefault(plural, new AtomicInteger()).get();
  }

  /** Whether calls fail; {@code null} brings the server back. */
  void down(@Nullable ApiFailure failure) {
    down = failure;
  }

  private void failWhenDown() throws ApiFailure {
    ApiFailure failure = down;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Map<String, Object> version() throws ApiFailure {
    failWhenDown();
    return new HashMap<>(Map.of("major", "1", "minor", "36", "gitVersion", "v1.36.3"));
  }

  @Override
  public Page list(Kind kind, String next, Consumer<Map<String, Object>> items) throws ApiFailure {
    failWhenDown();
    ApiFailure failure = listFailures.get(kind.plural());
    if (failure != null) {
      throw failure;
    }
    lists.computeIfAbsent(kind.plural(), any -> new AtomicInteger()).incrementAndGet();
    List<Map<String, Object>> all = new ArrayList<>(of(kind.apiVersion(), kind.name()).values());
    int from = next.isEmpty() ? 0 : Integer.parseInt(next);
    int to = Math.min(all.size(), from + pageSize);
    all.subList(from, to).forEach(object -> items.accept(PlainValues.object(object)));
    return new Page(to < all.size() ? Integer.toString(to) : "", "10");
  }

  @Override
  public void watch(Kind kind, String resourceVersion, Events sink)
      throws ApiFailure, InterruptedException {
    while (true) {
      Deque<ApiFailure> failures = watchFailures.get(kind.plural());
      ApiFailure failure = failures == null ? null : failures.poll();
      if (failure != null) {
        throw failure;
      }
      failWhenDown();
      Event event = events(kind.plural()).take();
      if (!event.object().containsKey("wake")) {
        sink.event(event.type(), PlainValues.object(event.object()));
      }
    }
  }

  @Override
  public void cancelWatches() {}

  private BlockingQueue<Event> events(String plural) {
    return events.computeIfAbsent(plural, any -> new LinkedBlockingQueue<>());
  }

  private Map<String, Map<String, Object>> of(String apiVersion, String kind) {
    return objects.computeIfAbsent(apiVersion + "/" + kind, any -> new ConcurrentHashMap<>());
  }

  private static Kind kind(String apiVersion, String name) {
    return KubernetesKinds.of(apiVersion, name).orElseThrow();
  }
}
