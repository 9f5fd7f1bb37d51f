package io.attestream.agent.kubernetes;

import static java.util.Comparator.comparing;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The derived members of documents, {@code attestream.*}: what an object cannot tell by itself. A kind that could not be
 * listed leaves its members out and puts a blind spot at each of their paths. docs/kubernetes.md lists the members.
 */
final class Relations {
  private static final Kind NAMESPACE = kind("v1", "Namespace");
  private static final Kind POD = kind("v1", "Pod");
  private static final Kind NODE = kind("v1", "Node");
  private static final Kind ACCOUNT = kind("v1", "ServiceAccount");
  private static final Kind QUOTA = kind("v1", "ResourceQuota");
  private static final Kind LIMIT = kind("v1", "LimitRange");
  private static final Kind POLICY = kind("networking.k8s.io/v1", "NetworkPolicy");
  private static final Kind BUDGET = kind("policy/v1", "PodDisruptionBudget");
  private static final Kind SCALER = kind("autoscaling/v2", "HorizontalPodAutoscaler");
  private static final Kind CLUSTER_ROLE = kind("rbac.authorization.k8s.io/v1", "ClusterRole");
  private static final Kind ROLE = kind("rbac.authorization.k8s.io/v1", "Role");
  private static final Kind CLUSTER_BINDING =
      kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
  private static final Kind BINDING = kind("rbac.authorization.k8s.io/v1", "RoleBinding");
  private static final Kind DAEMON_SET = kind("apps/v1", "DaemonSet");
  private static final List<Kind> WORKLOADS =
      KubernetesKinds.ALL.stream()
          .filter(kind -> kind.type().equals(KubernetesKinds.WORKLOAD_TYPE))
          .toList();
  private static final Set<String> DERIVED =
      Set.of(
          KubernetesKinds.WORKLOAD_TYPE,
          NAMESPACE.type(),
          ACCOUNT.type(),
          CLUSTER_ROLE.type(),
          ROLE.type(),
          CLUSTER_BINDING.type(),
          BINDING.type());

  /**
   * What relations say of one object.
   *
   * @param members what stands under {@code attestream}
   * @param blind what could not be derived
   */
  record Derived(Map<String, Object> members, List<BlindSpot> blind) {
    static final Derived NONE = new Derived(Map.of(), List.of());
  }

  private Relations() {}

  /** Whether documents of a kind have derived members. */
  static boolean derives(Kind kind) {
    return DERIVED.contains(kind.type());
  }

  static Derived derive(ClusterModel model, ClusterObject object) {
    var deriving = new Deriving(model);
    if (object.facts instanceof Facts.Workload workload) {
      deriving.workload(object, workload);
    } else if (object.facts instanceof Facts.Account) {
      deriving.account(object);
    } else if (object.facts instanceof Facts.Role) {
      deriving.role(object);
    } else if (object.facts instanceof Facts.Binding binding) {
      deriving.binding(object, binding);
    } else if (object.kind.equals(NAMESPACE)) {
      deriving.namespace(object.name);
    }
    return deriving.done();
  }

  static Derived cluster(ClusterModel model) {
    var deriving = new Deriving(model);
    deriving.cluster();
    return deriving.done();
  }

  /** The held objects whose derived members a change of {@code changed} may touch. */
  static Stream<ClusterObject> dependents(ClusterModel model, ClusterObject changed) {
    String namespace = changed.namespace;
    var kind = changed.kind;
    if (changed.facts instanceof Facts.Binding binding) {
      return Stream.concat(
          roleOf(model, changed, binding), accountsOf(model, changed, binding).distinct());
    }
    if (changed.facts instanceof Facts.Role) {
      String roleNamespace = kind.namespaced() ? namespace : "";
      return List.copyOf(model.bindingsOfRole(kind.name(), roleNamespace, changed.name)).stream();
    }
    if (changed.facts instanceof Facts.Account) {
      return Stream.concat(
          workloads(model, namespace),
          List.copyOf(model.bindingsOfAccount(namespace, changed.name)).stream());
    }
    if (kind.equals(POLICY)) {
      return Stream.concat(
          model.get(NAMESPACE, "", namespace).stream(), workloads(model, namespace));
    }
    if (kind.equals(BUDGET) || kind.equals(SCALER)) {
      return workloads(model, namespace);
    }
    if (kind.equals(QUOTA)
        || kind.equals(LIMIT)
        || kind.type().equals(KubernetesKinds.WORKLOAD_TYPE)) {
      return model.get(NAMESPACE, "", namespace).stream();
    }
    return Stream.of();
  }

  /** Whether the cluster's own document speaks of objects of this kind. */
  static boolean touchesCluster(Kind kind) {
    return kind.equals(NODE)
        || kind.equals(NAMESPACE)
        || kind.type().equals(KubernetesKinds.WORKLOAD_TYPE);
  }

  private static Stream<ClusterObject> roleOf(
      ClusterModel model, ClusterObject object, Facts.Binding binding) {
    return binding.roleKind().equals("Role")
        ? model.get(ROLE, object.namespace, binding.roleName()).stream()
        : model.get(CLUSTER_ROLE, "", binding.roleName()).stream();
  }

  private static Stream<ClusterObject> accountsOf(
      ClusterModel model, ClusterObject object, Facts.Binding binding) {
    return ClusterModel.accounts(object.namespace, binding).stream()
        .flatMap(
            account -> {
              int slash = account.indexOf('/');
              String namespace = account.substring(0, slash);
              String name = account.substring(slash + 1);
              return Stream.concat(
                  model.get(ACCOUNT, namespace, name).stream(),
                  workloads(model, namespace)
                      .filter(
                          workload ->
                              workload.facts instanceof Facts.Workload facts
                                  && facts.account().equals(name)));
            });
  }

  private static Stream<ClusterObject> workloads(ClusterModel model, String namespace) {
    return WORKLOADS.stream().flatMap(kind -> List.copyOf(model.all(kind, namespace)).stream());
  }

  private static Kind kind(String apiVersion, String name) {
    return KubernetesKinds.of(apiVersion, name).orElseThrow();
  }

  /** One derivation: the members so far, and what it could not see. */
  private static final class Deriving {
    private final ClusterModel model;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<BlindSpot> blind = new ArrayList<>();

    Deriving(ClusterModel model) {
      this.model = model;
    }

    Derived done() {
      return new Derived(members, List.copyOf(blind));
    }

    void workload(ClusterObject object, Facts.Workload workload) {
      if (visible("serviceAccount", ACCOUNT)) {
        members.put("serviceAccount", accountOf(object.namespace, workload.account()));
      }
      if (visible("serviceAccountBound", BINDING, CLUSTER_BINDING)) {
        members.put(
            "serviceAccountBound",
            !model.bindingsOfAccount(object.namespace, workload.account()).isEmpty());
      }
      if (visible("networkPolicies", POLICY)) {
        members.put("networkPolicies", policiesOf(object.namespace, workload));
      }
      if (visible("disruptionBudgets", BUDGET)) {
        members.put(
            "disruptionBudgets",
            sorted(model.all(BUDGET, object.namespace)).stream()
                .filter(
                    budget ->
                        budget.facts instanceof Facts.Budget facts
                            && LabelSelector.selects(facts.selector(), workload.labels()))
                .map(budget -> budget.name)
                .toList());
      }
      if (visible("autoscalers", SCALER)) {
        members.put("autoscalers", scalersOf(object));
      }
    }

    private Map<String, Object> accountOf(String namespace, String name) {
      var account = new TreeMap<String, Object>();
      account.put("name", name);
      var found = model.get(ACCOUNT, namespace, name);
      account.put("exists", found.isPresent());
      found.ifPresent(
          object -> {
            if (object.facts instanceof Facts.Account facts) {
              account.put("cloudIdentity", facts.cloudIdentity());
              if (facts.automount() != null) {
                account.put("automount", facts.automount());
              }
            }
          });
      if (found.isEmpty() && !model.complete() && !name.equals("default")) {
        notObserved("serviceAccount", ACCOUNT, namespace + "/" + name);
      }
      return account;
    }

    private Map<String, Object> policiesOf(String namespace, Facts.Workload workload) {
      var ingress = new ArrayList<String>();
      var egress = new ArrayList<String>();
      for (var object : sorted(model.all(POLICY, namespace))) {
        if (object.facts instanceof Facts.Policy policy
            && LabelSelector.selects(Fields.map(policy.spec(), "podSelector"), workload.labels())) {
          var types = Fields.texts(policy.spec(), "policyTypes");
          if (types.contains("Ingress")) {
            ingress.add(object.name);
          }
          if (types.contains("Egress")) {
            egress.add(object.name);
          }
        }
      }
      return Map.of("ingress", ingress, "egress", egress);
    }

    private List<Object> scalersOf(ClusterObject workload) {
      var scalers = new ArrayList<Object>();
      for (var object : sorted(model.all(SCALER, workload.namespace))) {
        if (object.facts instanceof Facts.Scaler scaler
            && scaler.targetKind().equals(workload.kind.name())
            && scaler.targetName().equals(workload.name)) {
          scalers.add(Map.of("name", object.name, "min", scaler.min(), "max", scaler.max()));
        }
      }
      return scalers;
    }

    void account(ClusterObject object) {
      if (visible("bindings", BINDING, CLUSTER_BINDING)) {
        members.put("bindings", names(model.bindingsOfAccount(object.namespace, object.name)));
      }
    }

    void role(ClusterObject object) {
      boolean local = object.kind.equals(ROLE);
      if (local ? visible("boundTo", BINDING) : visible("boundTo", BINDING, CLUSTER_BINDING)) {
        var bound = new LinkedHashSet<Object>();
        for (var binding :
            sorted(model.bindingsOfRole(object.kind.name(), object.namespace, object.name))) {
          if (binding.facts instanceof Facts.Binding facts) {
            facts.subjects().forEach(subject -> bound.add(boundSubject(binding, subject)));
          }
        }
        members.put("boundTo", List.copyOf(bound));
      }
    }

    private static Map<String, Object> boundSubject(
        ClusterObject binding, Map<String, Object> subject) {
      var bound = new TreeMap<String, Object>();
      bound.put("binding", binding.kind.name() + "/" + label(binding));
      bound.put("clusterWide", !binding.kind.namespaced());
      bound.put("subject", subject(binding, subject));
      return bound;
    }

    /** {@code User/jane}, {@code Group/admins} or {@code ServiceAccount/shop/web}. */
    private static String subject(ClusterObject binding, Map<String, Object> subject) {
      String kind = Fields.text(subject, "kind");
      String namespace = Fields.text(subject, "namespace");
      String of = namespace.isEmpty() ? binding.namespace : namespace;
      return kind
          + (kind.equals("ServiceAccount") ? "/" + of : "")
          + "/"
          + Fields.text(subject, "name");
    }

    void binding(ClusterObject object, Facts.Binding binding) {
      members.put(
          "subjects",
          binding.subjects().stream().map(subject -> (Object) subject(object, subject)).toList());
      Kind roleKind = binding.roleKind().equals("Role") ? ROLE : CLUSTER_ROLE;
      if (visible("role", roleKind)) {
        var role = roleOf(model, object, binding).findFirst();
        var member = new TreeMap<String, Object>();
        member.put("exists", role.isPresent());
        role.ifPresent(
            found -> {
              if (found.facts instanceof Facts.Role facts) {
                member.put("rules", facts.rules());
              }
            });
        members.put("role", member);
        if (role.isEmpty() && !model.complete()) {
          notObserved("role", roleKind, binding.roleName());
        }
      }
      if (visible("missingServiceAccounts", ACCOUNT)) {
        var missing = new TreeSet<String>();
        for (String account : ClusterModel.accounts(object.namespace, binding)) {
          int slash = account.indexOf('/');
          if (model
              .get(ACCOUNT, account.substring(0, slash), account.substring(slash + 1))
              .isEmpty()) {
            missing.add(account);
          }
        }
        members.put("missingServiceAccounts", List.copyOf(missing));
        if (!missing.isEmpty() && !model.complete()) {
          notObserved("missingServiceAccounts", ACCOUNT, missing.first());
        }
      }
    }

    void namespace(String namespace) {
      if (visible("networkPolicies", POLICY)) {
        var policies = new ArrayList<Object>();
        for (var object : sorted(model.all(POLICY, namespace))) {
          if (object.facts instanceof Facts.Policy policy) {
            var named = new TreeMap<String, Object>(policy.spec());
            named.put("name", object.name);
            policies.add(named);
          }
        }
        members.put("networkPolicies", policies);
      }
      if (visible("resourceQuotas", QUOTA)) {
        members.put("resourceQuotas", (long) model.all(QUOTA, namespace).size());
      }
      if (visible("limitRanges", LIMIT)) {
        members.put("limitRanges", (long) model.all(LIMIT, namespace).size());
      }
      if (visible("workloads", WORKLOADS.toArray(Kind[]::new))) {
        members.put(
            "workloads",
            WORKLOADS.stream().mapToLong(kind -> model.all(kind, namespace).size()).sum());
      }
    }

    void cluster() {
      if (visible("nodes", NODE)) {
        var zones = new TreeSet<String>();
        var kubelets = new TreeSet<String>();
        long ready = 0;
        var nodes = model.all(NODE);
        for (var object : nodes) {
          if (object.facts instanceof Facts.Node node) {
            kubelets.add(node.kubelet());
            if (node.ready()) {
              ready++;
              zones.add(node.zone());
            }
          }
        }
        zones.remove("");
        kubelets.remove("");
        members.put(
            "nodes",
            Map.of(
                "total",
                (long) nodes.size(),
                "ready",
                ready,
                "readyZones",
                List.copyOf(zones),
                "kubeletVersions",
                List.copyOf(kubelets)));
      }
      if (visible("daemonSets", DAEMON_SET)) {
        members.put("daemonSets", daemonSets());
      }
      if (visible("controlPlane", POD)) {
        members.put("controlPlane", controlPlane());
      }
      if (visible("namespaces", NAMESPACE)) {
        members.put("namespaces", (long) model.all(NAMESPACE).size());
      }
    }

    private List<Object> controlPlane() {
      var components = new ArrayList<Object>();
      for (var object : sorted(model.all(POD, "kube-system"))) {
        if (object.facts instanceof Facts.Workload facts && !facts.component().isEmpty()) {
          components.add(
              Map.of(
                  "name", object.name,
                  "component", facts.component(),
                  "flags", facts.flags()));
        }
      }
      return components;
    }

    private List<Object> daemonSets() {
      var daemons = new ArrayList<Object>();
      for (var object : sorted(model.all(DAEMON_SET))) {
        if (object.facts instanceof Facts.Workload facts) {
          daemons.add(
              Map.of(
                  "name", object.name,
                  "namespace", object.namespace,
                  "images", facts.images(),
                  "desired", facts.desired(),
                  "ready", facts.ready()));
        }
      }
      return daemons;
    }

    /** Whether all these kinds were listed; if not, the member is blind for the first that was not. */
    private boolean visible(String member, Kind... kinds) {
      for (Kind kind : kinds) {
        var failure = model.failure(kind);
        if (failure.isPresent()) {
          var why = failure.get();
          blind.add(new BlindSpot("attestream." + member, why.reason(), why.api(), why.detail()));
          return false;
        }
      }
      return true;
    }

    /** Manifests refer to an object that is not among them: what it holds is unknown, and that it is missing is not shown. */
    private void notObserved(String member, Kind kind, String name) {
      members.remove(member);
      blind.add(
          new BlindSpot(
              "attestream." + member,
              UnknownReason.NOT_OBSERVED,
              kind.api("read"),
              name + " is not among the manifests"));
    }

    private static List<String> names(Collection<ClusterObject> objects) {
      return sorted(objects).stream().map(o -> o.kind.name() + "/" + label(o)).toList();
    }

    private static String label(ClusterObject object) {
      return object.kind.namespaced() ? object.namespace + "/" + object.name : object.name;
    }

    private static List<ClusterObject> sorted(Collection<ClusterObject> objects) {
      return objects.stream()
          .sorted(
              comparing((ClusterObject o) -> o.kind.name())
                  .thenComparing(o -> o.namespace)
                  .thenComparing(o -> o.name))
          .toList();
    }
  }
}
