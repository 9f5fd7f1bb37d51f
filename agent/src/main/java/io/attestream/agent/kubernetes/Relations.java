package io.attestream.agent.kubernetes;

import static io.attestream.agent.kubernetes.RelatedKinds.ACCOUNT;
import static io.attestream.agent.kubernetes.RelatedKinds.BUDGET;
import static io.attestream.agent.kubernetes.RelatedKinds.CLUSTER_ROLE;
import static io.attestream.agent.kubernetes.RelatedKinds.LIMIT;
import static io.attestream.agent.kubernetes.RelatedKinds.NAMESPACE;
import static io.attestream.agent.kubernetes.RelatedKinds.NODE;
import static io.attestream.agent.kubernetes.RelatedKinds.POLICY;
import static io.attestream.agent.kubernetes.RelatedKinds.QUOTA;
import static io.attestream.agent.kubernetes.RelatedKinds.RESTORE;
import static io.attestream.agent.kubernetes.RelatedKinds.ROLE;
import static io.attestream.agent.kubernetes.RelatedKinds.SCALER;
import static io.attestream.agent.kubernetes.RelatedKinds.SCHEDULE;
import static io.attestream.agent.kubernetes.RelatedKinds.VULNERABILITIES;
import static io.attestream.agent.kubernetes.RelatedKinds.WORKLOADS;

import io.attestream.evidence.model.BlindSpot;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The derived members of documents, {@code attestream.*}: what an object cannot tell by itself. A kind that could not be
 * listed leaves its members out and puts a blind spot at each of their paths. docs/kubernetes.md lists the members.
 */
final class Relations {
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
    return DerivedMembers.types().contains(kind.type());
  }

  static Derived derive(ClusterModel model, ClusterObject object) {
    var deriving = new Derivation(model, object.kind.type());
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
    var deriving = new Derivation(model, KubernetesKinds.CLUSTER_TYPE);
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
        || kind.equals(VULNERABILITIES)
        || kind.type().equals(KubernetesKinds.WORKLOAD_TYPE)) {
      return model.get(NAMESPACE, "", namespace).stream();
    }
    return Stream.of();
  }

  /** Whether the cluster's own document speaks of objects of this kind. */
  static boolean touchesCluster(Kind kind) {
    return kind.equals(NODE)
        || kind.equals(NAMESPACE)
        || kind.equals(SCHEDULE)
        || kind.equals(RESTORE)
        || kind.type().equals(KubernetesKinds.WORKLOAD_TYPE);
  }

  static Stream<ClusterObject> roleOf(
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
}
