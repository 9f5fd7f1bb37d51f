package io.attestream.agent.kubernetes;

import java.util.List;

/** The kinds that have relatives, by name. */
final class RelatedKinds {
  static final Kind NAMESPACE = kind("v1", "Namespace");
  static final Kind POD = kind("v1", "Pod");
  static final Kind NODE = kind("v1", "Node");
  static final Kind ACCOUNT = kind("v1", "ServiceAccount");
  static final Kind QUOTA = kind("v1", "ResourceQuota");
  static final Kind LIMIT = kind("v1", "LimitRange");
  static final Kind POLICY = kind("networking.k8s.io/v1", "NetworkPolicy");
  static final Kind BUDGET = kind("policy/v1", "PodDisruptionBudget");
  static final Kind SCALER = kind("autoscaling/v2", "HorizontalPodAutoscaler");
  static final Kind CLUSTER_ROLE = kind("rbac.authorization.k8s.io/v1", "ClusterRole");
  static final Kind ROLE = kind("rbac.authorization.k8s.io/v1", "Role");
  static final Kind CLUSTER_BINDING = kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
  static final Kind BINDING = kind("rbac.authorization.k8s.io/v1", "RoleBinding");
  static final Kind DAEMON_SET = kind("apps/v1", "DaemonSet");
  static final Kind SCHEDULE = kind("velero.io/v1", "Schedule");
  static final Kind RESTORE = kind("velero.io/v1", "Restore");
  static final Kind VULNERABILITIES =
      kind("aquasecurity.github.io/v1alpha1", "VulnerabilityReport");
  static final List<Kind> WORKLOADS =
      KubernetesKinds.ALL.stream()
          .filter(kind -> kind.type().equals(KubernetesKinds.WORKLOAD_TYPE))
          .toList();

  private RelatedKinds() {}

  private static Kind kind(String apiVersion, String name) {
    return KubernetesKinds.of(apiVersion, name).orElseThrow();
  }
}
