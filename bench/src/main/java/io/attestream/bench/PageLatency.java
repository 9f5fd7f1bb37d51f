package io.attestream.bench;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.util.Config;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From the API server's answer to the creation of a privileged pod until an open dashboard page is
 * sent the change. Needs a running collector and an agent that watches the cluster: options {@code
 * url=}, {@code password=} (of admin) and {@code kubeconfig=}.
 */
final class PageLatency implements Measurement {
  private static final int PODS = 100;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    String url = options.getOrDefault("url", "http://127.0.0.1:8787");
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    signIn(client, url, options.getOrDefault("password", ""));
    Map<String, Long> shown = new ConcurrentHashMap<>();
    CountDownLatch all = new CountDownLatch(PODS);
    Thread reader = new Thread(() -> read(client, url, shown, all), "events");
    reader.setDaemon(true);
    reader.start();
    Thread.sleep(1_000);

    ApiClient cluster = Config.fromConfig(options.getOrDefault("kubeconfig", ""));
    CoreV1Api pods = new CoreV1Api(cluster);
    String run = Long.toString(System.currentTimeMillis(), 36);
    long[] created = new long[PODS];
    for (int i = 0; i < PODS; i++) {
      pods.createNamespacedPod("default", pod(name(run, i))).execute();
      created[i] = System.nanoTime();
      Thread.sleep(100);
    }
    all.await(30, TimeUnit.SECONDS);
    long[] latencies = new long[PODS];
    int missing = 0;
    for (int i = 0; i < PODS; i++) {
      Long at = shown.get(name(run, i));
      missing += at == null ? 1 : 0;
      latencies[i] = at == null ? Long.MAX_VALUE : at - created[i];
      pods.deleteNamespacedPod(name(run, i), "default").gracePeriodSeconds(0).execute();
    }
    Arrays.sort(latencies);
    return List.of(
        "pod created to event on the page, %d pods: p50 %.0f ms, p99 %.0f ms, %d not shown"
            .formatted(PODS, latencies[PODS / 2] / 1e6, latencies[PODS * 99 / 100] / 1e6, missing));
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

  private static void read(
      HttpClient client, String url, Map<String, Long> shown, CountDownLatch all) {
    try (Stream<String> lines =
        client
            .send(
                HttpRequest.newBuilder(URI.create(url + "/events"))
                    .header("Accept", "text/event-stream")
                    .build(),
                BodyHandlers.ofLines())
            .body()) {
      lines.forEach(line -> note(line, shown, all));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void note(String line, Map<String, Long> shown, CountDownLatch all) {
    long now = System.nanoTime();
    for (int at = line.indexOf("bench-"); at >= 0; at = line.indexOf("bench-", at + 1)) {
      int end = at;
      while (end < line.length()
          && "abcdefghijklmnopqrstuvwxyz0123456789-".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (shown.putIfAbsent(line.substring(at, end), now) == null) {
        all.countDown();
      }
    }
  }

  private static String name(String run, int i) {
    return "bench-" + run + "-" + i;
  }

  private static V1Pod pod(String name) {
    return new V1Pod()
        .apiVersion("v1")
        .kind("Pod")
        .metadata(new V1ObjectMeta().name(name))
        .spec(
            new V1PodSpec()
                .addContainersItem(
                    new V1Container()
                        .name("main")
                        .image("registry.example/app:1.0")
                        .securityContext(new V1SecurityContext().privileged(true))));
  }
}
