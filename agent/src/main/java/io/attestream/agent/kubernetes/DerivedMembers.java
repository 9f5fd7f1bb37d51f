package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members that relations add to documents, {@code attestream.*}, and the kinds that must all be listed to tell one. A
 * member that stands here and whose kinds are not all listed is a blind spot.
 */
public final class DerivedMembers {
  /** Resource type, member, kinds. Of a binding's {@code role} only the kind that the binding names is needed. */
  private static final String TABLE =
      """
      k8s.workload           serviceAccount         ServiceAccount
      k8s.workload           serviceAccountBound    RoleBinding ClusterRoleBinding
      k8s.workload           networkPolicies        NetworkPolicy
      k8s.workload           disruptionBudgets      PodDisruptionBudget
      k8s.workload           autoscalers            HorizontalPodAutoscaler
      k8s.serviceaccount     bindings               RoleBinding ClusterRoleBinding
      k8s.role               boundTo                RoleBinding
      k8s.clusterrole        boundTo                RoleBinding ClusterRoleBinding
      k8s.rolebinding        role                   Role ClusterRole
      k8s.rolebinding        missingServiceAccounts ServiceAccount
      k8s.clusterrolebinding role                   ClusterRole
      k8s.clusterrolebinding missingServiceAccounts ServiceAccount
      k8s.namespace          networkPolicies        NetworkPolicy
      k8s.namespace          resourceQuotas         ResourceQuota
      k8s.namespace          limitRanges            LimitRange
      k8s.namespace          vulnerabilityReports   VulnerabilityReport
      k8s.namespace          workloads              Deployment StatefulSet DaemonSet ReplicaSet Job CronJob Pod
      k8s.cluster            nodes                  Node
      k8s.cluster            daemonSets             DaemonSet
      k8s.cluster            controlPlane           Pod
      k8s.cluster            namespaces             Namespace
      k8s.cluster            environments           Namespace
      k8s.cluster            restores               Schedule Restore
      """;

  private static final Map<String, Map<String, List<Kind>>> BY_TYPE = read();

  private DerivedMembers() {}

  /** By member, the kinds that it needs; empty for a type whose documents have no derived members. */
  public static Map<String, List<Kind>> of(String resourceType) {
    return BY_TYPE.getOrDefault(resourceType, Map.of());
  }

  /** The types whose documents have derived members. */
  public static Set<String> types() {
    return BY_TYPE.keySet();
  }

  private static Map<String, Map<String, List<Kind>>> read() {
    Map<String, Map<String, List<Kind>>> byType = new LinkedHashMap<>();
    TABLE
        .lines()
        .map(line -> line.split(" +"))
        .forEach(
            cells ->
                byType
                    .computeIfAbsent(cells[0], type -> new LinkedHashMap<>())
                    .put(
                        cells[1],
                        Arrays.stream(cells, 2, cells.length)
                            .flatMap(name -> KubernetesKinds.named(name).stream())
                            .collect(toUnmodifiableList())));
    return byType;
  }
}
