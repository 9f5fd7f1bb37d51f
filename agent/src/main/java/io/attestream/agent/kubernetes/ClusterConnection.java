package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.SourceException;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configured client, and what the cluster is called. */
record ClusterConnection(ApiClient client, String clusterName) {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PING = Duration.ofSeconds(30);
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  static ClusterConnection open(KubernetesConfig config) {
    Path file = config.kubeconfig();
    String name = config.name();
    return file == null
        ? inCluster(String.valueOf(name))
        : byKubeconfig(file, config.context(), name);
  }

  private static ClusterConnection inCluster(String name) {
    try {
      return new ClusterConnection(tuned(ClientBuilder.cluster()), name);
    } catch (IOException | RuntimeException e) {
      throw new SourceException("kubernetes: the mounted service account cannot be used", false, e);
    }
  }

  private static ClusterConnection byKubeconfig(
      Path file, @Nullable String context, @Nullable String name) {
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      var kubeconfig = KubeConfig.loadKubeConfig(reader);
      kubeconfig.setFile(file.toFile());
      String wanted = context == null ? String.valueOf(kubeconfig.getCurrentContext()) : context;
      if (!kubeconfig.setContext(wanted)) {
        throw new SourceException(
            "kubernetes: " + file + " has no context '" + wanted + "'", false);
      }
      String cluster = name == null ? clusterOf(kubeconfig, wanted).orElse(wanted) : name;
      return new ClusterConnection(tuned(ClientBuilder.kubeconfig(kubeconfig)), cluster);
    } catch (SourceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          "kubernetes: " + file + " cannot be used: " + e.getMessage(), false, e);
    }
  }

  private static ApiClient tuned(ClientBuilder builder) {
    var client = builder.setReadTimeout(READ_TIMEOUT).setPingInterval(PING).build();
    return client.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
  }

  /** The name of the cluster that a context refers to. */
  private static Optional<String> clusterOf(KubeConfig kubeconfig, String context) {
    List<?> contexts = kubeconfig.getContexts();
    for (Object entry : contexts) {
      if (entry instanceof Map<?, ?> map
          && context.equals(map.get("name"))
          && map.get("context") instanceof Map<?, ?> inner
          && inner.get("cluster") instanceof String cluster) {
        return Optional.of(cluster);
      }
    }
    return Optional.empty();
  }
}
