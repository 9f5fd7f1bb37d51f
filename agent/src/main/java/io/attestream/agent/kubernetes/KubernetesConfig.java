package io.attestream.agent.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is read, and how.
 *
 * @param kubeconfig {@code null} for the cluster that the agent runs in
 * @param context of the kubeconfig; {@code null} for its current one
 * @param name of the cluster in evidence; {@code null} for the cluster's name in the kubeconfig. Must be
 *     given in a cluster, which does not know its own name
 * @param pageSize objects in one page of a listing
 * @param watchTimeout how long one watch lasts before it is asked for again
 * @param poll how often a kind is listed that may be listed but not watched, or that is not served
 */
public record KubernetesConfig(
    @Nullable Path kubeconfig,
    @Nullable String context,
    @Nullable String name,
    int pageSize,
    Duration watchTimeout,
    Duration poll) {
  private static final int PAGE_SIZE = 500;
  private static final Duration WATCH_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMinutes(5);

  public KubernetesConfig {
    if (pageSize < 1 || pageSize > 5_000) {
      throw new IllegalArgumentException("kubernetes page size must be 1 to 5000");
    }
    if (kubeconfig == null && name == null) {
      throw new IllegalArgumentException(
          "a cluster does not know its own name: give one where no kubeconfig is used");
    }
  }

  /** The cluster that the agent runs in, by its mounted service account. */
  public static KubernetesConfig inCluster(String name) {
    return new KubernetesConfig(null, null, name, PAGE_SIZE, WATCH_TIMEOUT, POLL);
  }

  public static KubernetesConfig kubeconfig(
      Path file, @Nullable String context, @Nullable String name) {
    return new KubernetesConfig(file, context, name, PAGE_SIZE, WATCH_TIMEOUT, POLL);
  }
}
