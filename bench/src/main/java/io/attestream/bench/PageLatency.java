package io.attestream.bench;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.Watch;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the request that creates a privileged pod until an open dashboard page is sent the change;
 * beside it, until a bare watch of the API server is sent the pod. Needs a running collector and an
 * agent that watches the cluster, which {@code bench/page} starts: options {@code url=}, {@code
 * password=} (of admin), {@code kubeconfig=} and {@code pods=}.
 */
final class PageLatency implements Measurement {
  private static final String PREFIX = "bench-";
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    int count = Integer.parseInt(options.getOrDefault("pods", "300"));
    String url = options.getOrDefault("url", "http://127.0.0.1:8787");
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    signIn(browser, url, options.getOrDefault("password", ""));
    Sightings page = new Sightings(count);
    background("page", () -> readPage(browser, url, page));
    ApiClient cluster = Config.fromConfig(options.getOrDefault("kubeconfig", ""));
    Sightings watch = new Sightings(count);
    background("watch", () -> readWatch(cluster, watch));
    page.awaitOpen();
    watch.awaitOpen();

    CoreV1Api pods = new CoreV1Api(cluster);
    String run = Long.toString(System.currentTimeMillis(), 36);
    long[] asked = new long[count];
    for (int i = 0; i < count; i++) {
      asked[i] = System.nanoTime();
      pods.createNamespacedPod("default", pod(name(run, i))).execute();
      Thread.sleep(PACE.toMillis());
    }
    page.awaitAll(PATIENCE);
    for (int i = 0; i < count; i++) {
      pods.deleteNamespacedPod(name(run, i), "default").gracePeriodSeconds(0).execute();
    }
    return List.of(
        line("event on an open page", page, run, asked),
        line("bare watch of the API server", watch, run, asked));
  }

  private static String line(String what, Sightings seen, String run, long[] asked) {
    long[] latencies = new long[asked.length];
    int shown = 0;
    for (int i = 0; i < asked.length; i++) {
      Long at = seen.at(name(run, i));
      if (at != null) {
        latencies[shown++] = at - asked[i];
      }
    }
    Arrays.sort(latencies, 0, shown);
    if (shown == 0) {
      return "%s: none of %d pods".formatted(what, asked.length);
    }
    return "%s, %d pods, one each %d ms: p50 %.0f ms, p99 %.0f ms, worst %.0f ms, %d not shown"
        .formatted(
            what,
            asked.length,
            PACE.toMillis(),
            latencies[shown / 2] / 1e6,
            latencies[shown * 99 / 100] / 1e6,
            latencies[shown - 1] / 1e6,
            asked.length - shown);
  }

  /** What a reader was told, and when; times of {@link System#nanoTime}. */
  private static final class Sightings {
    private final Map<String, Long> first = new ConcurrentHashMap<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch all;

    Sightings(int count) {
      all = new CountDownLatch(count);
    }

    void opened() {
      open.countDown();
    }

    void add(String name, long now) {
      if (first.putIfAbsent(name, now) == null) {
        all.countDown();
      }
    }

    @Nullable Long at(String name) {
      return first.get(name);
    }

    void awaitOpen() throws InterruptedException {
      if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a reader did not open; its error is above");
      }
    }

    void awaitAll(Duration patience) throws InterruptedException {
      all.await(patience.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Reads until the process ends; an error ends the reading and is printed. */
  private interface Reading {
    void read() throws Exception;
  }

  private static void background(String name, Reading reading) {
    Thread thread =
        new Thread(
            () -> {
              try {
                reading.read();
              } catch (Exception e) {
                e.printStackTrace();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void signIn(HttpClient client, String url, String password) throws Exception {
    String form = "name=admin&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    int status =
        client
            .send(
                HttpRequest.newBuilder(URI.create(url + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status / 100 != 3) {
      throw new IllegalStateException("sign-in answered " + status);
    }
  }

  private static void readPage(HttpClient browser, String url, Sightings page) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/events"))
            .header("Accept", "text/event-stream")
            .build();
    try (Stream<String> lines = browser.send(request, BodyHandlers.ofLines()).body()) {
      lines.forEach(
          line -> {
            page.opened();
            note(line, page);
          });
    }
  }

  private static void note(String line, Sightings page) {
    long now = System.nanoTime();
    for (int at = line.indexOf(PREFIX); at >= 0; at = line.indexOf(PREFIX, at + 1)) {
      int end = at;
      while (end < line.length()
          && "abcdefghijklmnopqrstuvwxyz0123456789-".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      page.add(line.substring(at, end), now);
    }
  }

  private static void readWatch(ApiClient cluster, Sightings watch) throws Exception {
    CoreV1Api pods = new CoreV1Api(cluster);
    String version = pods.listNamespacedPod("default").execute().getMetadata().getResourceVersion();
    ApiClient patient = cluster.setReadTimeout(0);
    var call =
        pods.listNamespacedPod("default").watch(true).resourceVersion(version).buildCall(null);
    try (Watch<V1Pod> events =
        Watch.createWatch(patient, call, new TypeToken<Watch.Response<V1Pod>>() {}.getType())) {
      watch.opened();
      for (Watch.Response<V1Pod> event : events) {
        if (event.type.equals("ADDED")) {
          watch.add(event.object.getMetadata().getName(), System.nanoTime());
        }
      }
    }
  }

  private static String name(String run, int i) {
    return PREFIX + run + "-" + i;
  }

  private static V1Pod pod(String name) {
    return new V1Pod()
        .apiVersion("v1")
        .kind("Pod")
        .metadata(new V1ObjectMeta().name(name))
        .spec(
            new V1PodSpec()
                .overhead(null) // the model's empty map is refused
                .addContainersItem(
                    new V1Container()
                        .name("main")
                        .image("registry.example/app:1.0")
                        .securityContext(new V1SecurityContext().privileged(true))));
  }
}
