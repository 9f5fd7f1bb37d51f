package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Every kind the agent reads, one line a kind. The ClusterRole and docs/kubernetes.md are generated
 * from here.
 */
public final class KubernetesKinds {
  /** The cluster itself, read from {@code GET /version}. */
  public static final String CLUSTER_TYPE = "k8s.cluster";

  public static final String WORKLOAD_TYPE = "k8s.workload";

  /** API version, kind, plural, resource type, scope, shape; in the order of listing: what others relate to comes first. */
  private static final String TABLE =
      """
      v1                              Namespace                        namespaces                         k8s.namespace                        cluster   PLAIN
      v1                              Node                             nodes                              k8s.node                             cluster   NODE
      v1                              ServiceAccount                   serviceaccounts                    k8s.serviceaccount                   namespace PLAIN
      v1                              ResourceQuota                    resourcequotas                     k8s.resourcequota                    namespace PLAIN
      v1                              LimitRange                       limitranges                        k8s.limitrange                       namespace PLAIN
      networking.k8s.io/v1            NetworkPolicy                    networkpolicies                    k8s.networkpolicy                    namespace NETWORK_POLICY
      policy/v1                       PodDisruptionBudget              poddisruptionbudgets               k8s.poddisruptionbudget              namespace PLAIN
      autoscaling/v2                  HorizontalPodAutoscaler          horizontalpodautoscalers           k8s.horizontalpodautoscaler          namespace PLAIN
      rbac.authorization.k8s.io/v1    ClusterRole                      clusterroles                       k8s.clusterrole                      cluster   PLAIN
      rbac.authorization.k8s.io/v1    Role                             roles                              k8s.role                             namespace PLAIN
      rbac.authorization.k8s.io/v1    ClusterRoleBinding               clusterrolebindings                k8s.clusterrolebinding               cluster   PLAIN
      rbac.authorization.k8s.io/v1    RoleBinding                      rolebindings                       k8s.rolebinding                      namespace PLAIN
      apps/v1                         Deployment                       deployments                        k8s.workload                         namespace TEMPLATE
      apps/v1                         StatefulSet                      statefulsets                       k8s.workload                         namespace TEMPLATE
      apps/v1                         DaemonSet                        daemonsets                         k8s.workload                         namespace TEMPLATE
      apps/v1                         ReplicaSet                       replicasets                        k8s.workload                         namespace TEMPLATE
      batch/v1                        Job                              jobs                               k8s.workload                         namespace TEMPLATE
      batch/v1                        CronJob                          cronjobs                           k8s.workload                         namespace CRON
      v1                              Pod                              pods                               k8s.workload                         namespace POD
      v1                              Service                          services                           k8s.service                          namespace PLAIN
      v1                              ConfigMap                        configmaps                         k8s.configmap                        namespace CONFIG_MAP
      networking.k8s.io/v1            Ingress                          ingresses                          k8s.ingress                          namespace PLAIN
      networking.k8s.io/v1            IngressClass                     ingressclasses                     k8s.ingressclass                     cluster   PLAIN
      storage.k8s.io/v1               StorageClass                     storageclasses                     k8s.storageclass                     cluster   PLAIN
      v1                              PersistentVolume                 persistentvolumes                  k8s.persistentvolume                 cluster   PLAIN
      v1                              PersistentVolumeClaim            persistentvolumeclaims             k8s.persistentvolumeclaim            namespace PLAIN
      admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration   validatingwebhookconfigurations    k8s.validatingwebhook                cluster   WEBHOOKS
      admissionregistration.k8s.io/v1 MutatingWebhookConfiguration     mutatingwebhookconfigurations      k8s.mutatingwebhook                  cluster   WEBHOOKS
      admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings  k8s.validatingadmissionpolicybinding cluster   PLAIN
      apiregistration.k8s.io/v1       APIService                       apiservices                        k8s.apiservice                       cluster   API_SERVICE
      cert-manager.io/v1              Certificate                      certificates                       k8s.certificate                      namespace PLAIN addon
      gateway.networking.k8s.io/v1    Gateway                          gateways                           k8s.gateway                          namespace PLAIN addon
      snapshot.storage.k8s.io/v1      VolumeSnapshot                   volumesnapshots                    k8s.volumesnapshot                   namespace PLAIN addon
      velero.io/v1                    Schedule                         schedules                          k8s.backupschedule                   namespace PLAIN addon
      argoproj.io/v1alpha1            Application                      applications                       k8s.application                      namespace PLAIN addon
      velero.io/v1                    Restore                          restores                           k8s.restore                          namespace PLAIN addon
      aquasecurity.github.io/v1alpha1 VulnerabilityReport              vulnerabilityreports               k8s.vulnerabilityreport              namespace PLAIN addon
      wgpolicyk8s.io/v1alpha2         PolicyReport                     policyreports                      k8s.policyreport                     namespace PLAIN addon
      wgpolicyk8s.io/v1alpha2         ClusterPolicyReport              clusterpolicyreports               k8s.policyreport                     cluster   PLAIN addon
      kyverno.io/v1                   ClusterPolicy                    clusterpolicies                    k8s.kyvernopolicy                    cluster   PLAIN addon
      cilium.io/v2                    CiliumNetworkPolicy              ciliumnetworkpolicies              k8s.ciliumnetworkpolicy              namespace PLAIN addon
      monitoring.coreos.com/v1        PrometheusRule                   prometheusrules                    k8s.prometheusrule                   namespace PLAIN addon
      kustomize.toolkit.fluxcd.io/v1  Kustomization                    kustomizations                     k8s.kustomization                    namespace PLAIN addon
      """;

  public static final List<Kind> ALL = TABLE.lines().map(KubernetesKinds::kind).toList();

  private static final Map<String, Kind> BY_GROUP_AND_NAME =
      ALL.stream().collect(toUnmodifiableMap(k -> k.group() + "/" + k.name(), Function.identity()));

  private KubernetesKinds() {}

  /** The kind of an object, whichever version of its group it was written in. */
  public static Optional<Kind> of(String apiVersion, String name) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return Optional.ofNullable(BY_GROUP_AND_NAME.get(group + "/" + name));
  }

  /** The kinds of one name in any group; for text that is too broken to tell its group. */
  public static List<Kind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).toList();
  }

  /** The kinds whose objects are of a resource type. */
  static List<Kind> ofType(String type) {
    return ALL.stream().filter(kind -> kind.type().equals(type)).toList();
  }

  /** Every resource type that objects can have, without {@link #CLUSTER_TYPE}. */
  public static Set<String> objectTypes() {
    return ALL.stream().map(Kind::type).collect(toCollection(TreeSet::new));
  }

  private static Kind kind(String line) {
    String[] cells = line.strip().split(" +");
    int slash = cells[0].indexOf('/');
    return new Kind(
        slash < 0 ? "" : cells[0].substring(0, slash),
        cells[0].substring(slash + 1),
        cells[1],
        cells[2],
        cells[4].equals("namespace"),
        cells[3],
        Shape.valueOf(cells[5]),
        cells.length > 6);
  }
}
