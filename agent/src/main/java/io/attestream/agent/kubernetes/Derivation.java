package io.attestream.agent.kubernetes;

import static io.attestream.agent.kubernetes.RelatedKinds.ACCOUNT;
import static io.attestream.agent.kubernetes.RelatedKinds.BUDGET;
import static io.attestream.agent.kubernetes.RelatedKinds.CLUSTER_ROLE;
import static io.attestream.agent.kubernetes.RelatedKinds.DAEMON_SET;
import static io.attestream.agent.kubernetes.RelatedKinds.LIMIT;
import static io.attestream.agent.kubernetes.RelatedKinds.NAMESPACE;
import static io.attestream.agent.kubernetes.RelatedKinds.NODE;
import static io.attestream.agent.kubernetes.RelatedKinds.POD;
import static io.attestream.agent.kubernetes.RelatedKinds.POLICY;
import static io.attestream.agent.kubernetes.RelatedKinds.QUOTA;
import static io.attestream.agent.kubernetes.RelatedKinds.RESTORE;
import static io.attestream.agent.kubernetes.RelatedKinds.ROLE;
import static io.attestream.agent.kubernetes.RelatedKinds.SCALER;
import static io.attestream.agent.kubernetes.RelatedKinds.SCHEDULE;
import static io.attestream.agent.kubernetes.RelatedKinds.VULNERABILITIES;
import static io.attestream.agent.kubernetes.RelatedKinds.WORKLOADS;
import static java.util.Comparator.comparing;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** One derivation: the members so far, and what it could not see. */
final class Derivation {
  private final ClusterModel model;
  private final Map<String, List<Kind>> needs;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final List<BlindSpot> blind = new ArrayList<>();

  Derivation(ClusterModel model, String resourceType) {
    this.model = model;
    this.needs = DerivedMembers.of(resourceType);
  }

  Relations.Derived done() {
    return new Relations.Derived(members, List.copyOf(blind));
  }

  void workload(ClusterObject object, Facts.Workload workload) {
    if (visible("serviceAccount")) {
      members.put("serviceAccount", accountOf(object.namespace, workload.account()));
    }
    if (visible("serviceAccountBound")) {
      members.put(
          "serviceAccountBound",
          !model.bindingsOfAccount(object.namespace, workload.account()).isEmpty());
    }
    if (visible("networkPolicies")) {
      members.put("networkPolicies", policiesOf(object.namespace, workload));
    }
    if (visible("disruptionBudgets")) {
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
    if (visible("autoscalers")) {
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
    if (visible("bindings")) {
      members.put("bindings", names(model.bindingsOfAccount(object.namespace, object.name)));
    }
  }

  void role(ClusterObject object) {
    if (visible("boundTo")) {
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
    if (visible("role", List.of(roleKind))) {
      var role = Relations.roleOf(model, object, binding).findFirst();
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
    if (visible("missingServiceAccounts")) {
      var missing = new TreeSet<String>();
      for (String account : ClusterModel.accounts(object.namespace, binding)) {
        int slash = account.indexOf('/');
        String name = account.substring(slash + 1);
        boolean everywhere = name.equals("default") && !model.complete();
        if (!everywhere && model.get(ACCOUNT, account.substring(0, slash), name).isEmpty()) {
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
    if (visible("networkPolicies")) {
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
    if (visible("resourceQuotas")) {
      members.put("resourceQuotas", (long) model.all(QUOTA, namespace).size());
    }
    if (visible("limitRanges")) {
      members.put("limitRanges", (long) model.all(LIMIT, namespace).size());
    }
    if (visible("vulnerabilityReports") && !model.all(VULNERABILITIES).isEmpty()) {
      members.put("vulnerabilityReports", (long) model.all(VULNERABILITIES, namespace).size());
    }
    if (visible("workloads")) {
      members.put(
          "workloads",
          WORKLOADS.stream().mapToLong(kind -> model.all(kind, namespace).size()).sum());
    }
  }

  void cluster() {
    if (visible("nodes")) {
      var zones = new TreeSet<String>();
      var kubelets = new TreeSet<String>();
      var taints = new TreeSet<String>();
      long ready = 0;
      var nodes = model.all(NODE);
      for (var object : nodes) {
        if (object.facts instanceof Facts.Node node) {
          kubelets.add(node.kubelet());
          taints.addAll(node.taints());
          if (node.ready()) {
            ready++;
            zones.add(node.zone());
          }
        }
      }
      zones.remove("");
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
              List.copyOf(kubelets),
              "taints",
              List.copyOf(taints)));
    }
    if (visible("daemonSets")) {
      members.put("daemonSets", daemonSets());
    }
    if (visible("controlPlane")) {
      members.put("controlPlane", controlPlane());
    }
    if (visible("namespaces")) {
      members.put("namespaces", (long) model.all(NAMESPACE).size());
    }
    if (visible("environments")) {
      members.put("environments", environments());
    }
    if (visible("restores")) {
      members.put("restores", restores());
    }
  }

  private List<Object> environments() {
    var environments = new TreeSet<String>();
    for (var object : model.all(NAMESPACE)) {
      if (object.facts instanceof Facts.Namespace facts && !facts.environment().isEmpty()) {
        environments.add(facts.environment());
      }
    }
    return List.copyOf(environments);
  }

  private Map<String, Object> restores() {
    var restores = new TreeMap<String, Object>();
    restores.put("schedules", (long) model.all(SCHEDULE).size());
    model.all(RESTORE).stream()
        .map(object -> object.facts instanceof Facts.Restore facts ? facts.completed() : "")
        .filter(completed -> !completed.isEmpty())
        .max(Comparator.naturalOrder())
        .ifPresent(last -> restores.put("lastCompleted", last));
    return restores;
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

  /** Whether all kinds that a member needs were listed; if not, it is blind for the first that was not. */
  private boolean visible(String member) {
    return visible(member, Objects.requireNonNull(needs.get(member), member));
  }

  private boolean visible(String member, List<Kind> kinds) {
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
