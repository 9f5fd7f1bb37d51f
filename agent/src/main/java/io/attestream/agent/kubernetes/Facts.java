package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an object its relatives need to know. */
sealed interface Facts {
  /** Nothing. */
  enum None implements Facts {
    NONE
  }

  /**
   * @param images of a DaemonSet, else empty
   * @param component of the control plane, empty for anything else
   * @param flags its known flags
   */
  record Workload(
      Map<String, Object> labels,
      String account,
      List<String> images,
      long desired,
      long ready,
      String component,
      Map<String, Object> flags)
      implements Facts {}

  /** {@code spec} of a NetworkPolicy, directions filled in. */
  record Policy(Map<String, Object> spec) implements Facts {}

  record Budget(Map<String, Object> selector) implements Facts {}

  record Scaler(String targetKind, String targetName, long min, long max) implements Facts {}

  /** @param automount {@code null} where the account does not say */
  record Account(@Nullable Boolean automount, boolean cloudIdentity) implements Facts {}

  record Role(List<Map<String, Object>> rules) implements Facts {}

  record Binding(String roleKind, String roleName, List<Map<String, Object>> subjects)
      implements Facts {}

  record Node(String zone, boolean ready, String kubelet, List<String> taints) implements Facts {}

  /** @param environment what its label {@code environment} or {@code env} says, empty where it has none */
  record Namespace(String environment) implements Facts {}

  /** @param completed when a restore was completed, empty where it was not */
  record Restore(String completed) implements Facts {}

  static Facts of(Kind kind, Map<String, Object> document) {
    var spec = Fields.map(document, "spec");
    if (kind.type().equals(KubernetesKinds.WORKLOAD_TYPE)) {
      return workload(kind, document);
    }
    return switch (kind.name()) {
      case "NetworkPolicy" -> new Policy(spec);
      case "PodDisruptionBudget" -> new Budget(Fields.map(spec, "selector"));
      case "HorizontalPodAutoscaler" -> {
        var target = Fields.map(spec, "scaleTargetRef");
        yield new Scaler(
            Fields.text(target, "kind"),
            Fields.text(target, "name"),
            Fields.number(spec, "minReplicas", 1),
            Fields.number(spec, "maxReplicas", 1));
      }
      case "ServiceAccount" ->
          new Account(
              document.get("automountServiceAccountToken") instanceof Boolean automount
                  ? automount
                  : null,
              cloudIdentity(document));
      case "Role", "ClusterRole" -> new Role(Fields.maps(document, "rules"));
      case "RoleBinding", "ClusterRoleBinding" -> {
        var role = Fields.map(document, "roleRef");
        yield new Binding(
            Fields.text(role, "kind"),
            Fields.text(role, "name"),
            Fields.maps(document, "subjects"));
      }
      case "Node" -> node(document);
      case "Namespace" -> new Namespace(environment(document));
      case "Restore" -> new Restore(completed(Fields.map(document, "status")));
      default -> None.NONE;
    };
  }

  private static Facts workload(Kind kind, Map<String, Object> document) {
    var pod = Fields.map(document, "pod");
    String account = Fields.text(pod, "serviceAccountName");
    if (account.isEmpty()) {
      account = Fields.text(pod, "serviceAccount");
    }
    var status = Fields.map(document, "status");
    var own = Fields.map(document, "attestream");
    boolean daemon = kind.name().equals("DaemonSet");
    return new Workload(
        Map.copyOf(Fields.map(Fields.map(document, "podMetadata"), "labels")),
        account.isEmpty() ? "default" : account,
        daemon
            ? Fields.maps(document, "containers").stream()
                .map(c -> Fields.text(c, "image"))
                .toList()
            : List.of(),
        Fields.number(status, "desiredNumberScheduled", 0),
        Fields.number(status, "numberReady", 0),
        own.containsKey("flags")
            ? Fields.text(Fields.map(Fields.map(document, "podMetadata"), "labels"), "component")
            : "",
        Fields.map(own, "flags"));
  }

  private static Facts node(Map<String, Object> document) {
    var labels = Fields.map(Fields.map(document, "metadata"), "labels");
    boolean ready =
        Fields.maps(Fields.map(document, "status"), "conditions").stream()
            .anyMatch(
                condition ->
                    Fields.text(condition, "type").equals("Ready")
                        && Fields.text(condition, "status").equals("True"));
    return new Node(
        Fields.text(labels, "topology.kubernetes.io/zone"),
        ready,
        Fields.text(Fields.map(Fields.map(document, "status"), "nodeInfo"), "kubeletVersion"),
        Fields.maps(Fields.map(document, "spec"), "taints").stream()
            .map(taint -> Fields.text(taint, "key"))
            .toList());
  }

  private static String environment(Map<String, Object> namespace) {
    var labels = Fields.map(Fields.map(namespace, "metadata"), "labels");
    String environment = Fields.text(labels, "environment");
    return environment.isEmpty() ? Fields.text(labels, "env") : environment;
  }

  private static String completed(Map<String, Object> status) {
    return Fields.text(status, "phase").equals("Completed")
        ? Fields.text(status, "completionTimestamp")
        : "";
  }

  /** The annotations by which EKS, GKE and AKS give an account an identity in the cloud. */
  private static boolean cloudIdentity(Map<String, Object> account) {
    Set<String> annotations =
        Fields.map(Fields.map(account, "metadata"), "annotations").keySet().stream()
            .collect(toUnmodifiableSet());
    return annotations.contains("eks.amazonaws.com/role-arn")
        || annotations.contains("iam.gke.io/gcp-service-account")
        || annotations.contains("azure.workload.identity/client-id");
  }
}
