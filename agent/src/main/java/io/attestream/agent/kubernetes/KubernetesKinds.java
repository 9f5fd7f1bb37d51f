package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Every kind the agent reads: one line a kind. The ClusterRole and docs/kubernetes.md are generated from here. */
public final class KubernetesKinds {
  /** The cluster itself, read from {@code GET /version}. */
  public static final String CLUSTER_TYPE = "k8s.cluster";

  public static final String WORKLOAD_TYPE = "k8s.workload";

  /** In the order of listing: what others relate to comes first. */
  public static final List<Kind> ALL =
      List.of(
          global("", "v1", "Namespace", "namespaces", "k8s.namespace", Shape.PLAIN),
          global("", "v1", "Node", "nodes", "k8s.node", Shape.NODE),
          local("", "v1", "ServiceAccount", "serviceaccounts", "k8s.serviceaccount", Shape.PLAIN),
          local("", "v1", "ResourceQuota", "resourcequotas", "k8s.resourcequota", Shape.PLAIN),
          local("", "v1", "LimitRange", "limitranges", "k8s.limitrange", Shape.PLAIN),
          local(
              "networking.k8s.io",
              "v1",
              "NetworkPolicy",
              "networkpolicies",
              "k8s.networkpolicy",
              Shape.NETWORK_POLICY),
          local(
              "policy",
              "v1",
              "PodDisruptionBudget",
              "poddisruptionbudgets",
              "k8s.poddisruptionbudget",
              Shape.PLAIN),
          local(
              "autoscaling",
              "v2",
              "HorizontalPodAutoscaler",
              "horizontalpodautoscalers",
              "k8s.horizontalpodautoscaler",
              Shape.PLAIN),
          global(
              "rbac.authorization.k8s.io",
              "v1",
              "ClusterRole",
              "clusterroles",
              "k8s.clusterrole",
              Shape.PLAIN),
          local("rbac.authorization.k8s.io", "v1", "Role", "roles", "k8s.role", Shape.PLAIN),
          global(
              "rbac.authorization.k8s.io",
              "v1",
              "ClusterRoleBinding",
              "clusterrolebindings",
              "k8s.clusterrolebinding",
              Shape.PLAIN),
          local(
              "rbac.authorization.k8s.io",
              "v1",
              "RoleBinding",
              "rolebindings",
              "k8s.rolebinding",
              Shape.PLAIN),
          local("apps", "v1", "Deployment", "deployments", WORKLOAD_TYPE, Shape.TEMPLATE),
          local("apps", "v1", "StatefulSet", "statefulsets", WORKLOAD_TYPE, Shape.TEMPLATE),
          local("apps", "v1", "DaemonSet", "daemonsets", WORKLOAD_TYPE, Shape.TEMPLATE),
          local("apps", "v1", "ReplicaSet", "replicasets", WORKLOAD_TYPE, Shape.TEMPLATE),
          local("batch", "v1", "Job", "jobs", WORKLOAD_TYPE, Shape.TEMPLATE),
          local("batch", "v1", "CronJob", "cronjobs", WORKLOAD_TYPE, Shape.CRON),
          local("", "v1", "Pod", "pods", WORKLOAD_TYPE, Shape.POD),
          local("", "v1", "Service", "services", "k8s.service", Shape.PLAIN),
          local("", "v1", "ConfigMap", "configmaps", "k8s.configmap", Shape.CONFIG_MAP),
          local("networking.k8s.io", "v1", "Ingress", "ingresses", "k8s.ingress", Shape.PLAIN),
          global(
              "networking.k8s.io",
              "v1",
              "IngressClass",
              "ingressclasses",
              "k8s.ingressclass",
              Shape.PLAIN),
          global(
              "storage.k8s.io",
              "v1",
              "StorageClass",
              "storageclasses",
              "k8s.storageclass",
              Shape.PLAIN),
          global(
              "",
              "v1",
              "PersistentVolume",
              "persistentvolumes",
              "k8s.persistentvolume",
              Shape.PLAIN),
          local(
              "",
              "v1",
              "PersistentVolumeClaim",
              "persistentvolumeclaims",
              "k8s.persistentvolumeclaim",
              Shape.PLAIN),
          global(
              "admissionregistration.k8s.io",
              "v1",
              "ValidatingWebhookConfiguration",
              "validatingwebhookconfigurations",
              "k8s.validatingwebhook",
              Shape.WEBHOOKS),
          global(
              "admissionregistration.k8s.io",
              "v1",
              "MutatingWebhookConfiguration",
              "mutatingwebhookconfigurations",
              "k8s.mutatingwebhook",
              Shape.WEBHOOKS),
          global(
              "apiregistration.k8s.io",
              "v1",
              "APIService",
              "apiservices",
              "k8s.apiservice",
              Shape.PLAIN));

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

  /** A kind without a namespace. */
  private static Kind global(
      String group, String version, String name, String plural, String type, Shape shape) {
    return new Kind(group, version, name, plural, false, type, shape, false);
  }

  /** A kind inside a namespace. */
  private static Kind local(
      String group, String version, String name, String plural, String type, Shape shape) {
    return new Kind(group, version, name, plural, true, type, shape, false);
  }
}
