package io.attestream.agent.config;

/** One Kubernetes cluster. */
public record KubernetesSection(
    @Key(
            doc =
                "Path of a kubeconfig file; empty for the pod's service account, else $KUBECONFIG or ~/.kube/config.")
        String kubeconfig,
    @Key(doc = "Context in the kubeconfig; empty for its current context.") String context,
    @Key(
            doc =
                "Name of the cluster in scope unit ids; empty for the context's or cluster's own name.",
            pattern = "[A-Za-z0-9._-]{0,100}")
        String name) {
  public static KubernetesSection defaults() {
    return new KubernetesSection("", "", "");
  }
}
