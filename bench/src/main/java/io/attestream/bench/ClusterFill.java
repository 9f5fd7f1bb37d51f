package io.attestream.bench;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts the deployments of {@link Workloads} into a cluster: options {@code kubeconfig=} and {@code workloads=}. */
final class ClusterFill implements Measurement {
  private static final int NAMESPACES = 100;
  private static final int AT_ONCE = 16;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    int count = Integer.parseInt(options.getOrDefault("workloads", "10000"));
    Path manifests = Files.createTempDirectory("attestream-bench");
    Workloads.write(manifests, count);
    ApiClient client = Config.fromConfig(options.getOrDefault("kubeconfig", ""));
    CoreV1Api core = new CoreV1Api(client);
    for (int i = 0; i < NAMESPACES; i++) {
      core.createNamespace(new V1Namespace().metadata(new V1ObjectMeta().name("team-" + i)))
          .execute();
    }
    AppsV1Api apps = new AppsV1Api(client);
    List<Callable<Void>> creations = new ArrayList<>();
    try (var files = Files.list(manifests)) {
      for (Path file : files.toList()) {
        for (Object object : Yaml.loadAll(file.toFile())) {
          V1Deployment deployment = (V1Deployment) object;
          admissible(deployment);
          creations.add(
              () -> {
                String namespace = Objects.requireNonNull(deployment.getMetadata()).getNamespace();
                apps.createNamespacedDeployment(namespace, deployment).execute();
                return null;
              });
        }
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Void> one : pool.invokeAll(creations)) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return List.of("%,d deployments in %d namespaces".formatted(creations.size(), NAMESPACES));
  }

  /** An API server refuses what is privileged and may not escalate. */
  private static void admissible(V1Deployment deployment) {
    V1PodSpec pod = Objects.requireNonNull(deployment.getSpec()).getTemplate().getSpec();
    for (V1Container container : Objects.requireNonNull(pod).getContainers()) {
      V1SecurityContext context = container.getSecurityContext();
      if (context != null && Boolean.TRUE.equals(context.getPrivileged())) {
        context.setAllowPrivilegeEscalation(null);
      }
    }
  }
}
