package io.attestream.agent.kubernetes;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Counts the calls that are made, failed ones and repetitions too: {@code apps/v1/deployments:list}. */
final class CountedApi implements KubernetesApi {
  private final KubernetesApi api;
  private final Map<String, Long> calls = new ConcurrentHashMap<>();

  CountedApi(KubernetesApi api) {
    this.api = api;
  }

  SortedMap<String, Long> calls() {
    return new TreeMap<>(calls);
  }

  @Override
  public Map<String, Object> version() throws ApiFailure, InterruptedException {
    count(ClusterReading.VERSION_API);
    return api.version();
  }

  @Override
  public Page list(Kind kind, String next, Consumer<Map<String, Object>> items)
      throws ApiFailure, InterruptedException {
    count(kind.api("list"));
    return api.list(kind, next, items);
  }

  @Override
  public void watch(Kind kind, String resourceVersion, Events events)
      throws ApiFailure, InterruptedException {
    count(kind.api("watch"));
    api.watch(kind, resourceVersion, events);
  }

  @Override
  public void cancelWatches() {
    api.cancelWatches();
  }

  private void count(String call) {
    calls.merge(call, 1L, Long::sum);
  }
}
