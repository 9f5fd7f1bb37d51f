package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.joining;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one cluster (or directory of manifests), as small as their relations allow. Not safe for concurrent use:
 * the source that owns it serialises calls.
 *
 * <p>Invariant: an object is in {@link #objects}, and in the indexes by role and by account when it is a binding, or in none.
 */
public final class ClusterModel {
  private final String unit;
  private final boolean complete;
  private final Map<Kind, Map<String, Map<String, ClusterObject>>> objects = new HashMap<>();
  private final Map<Kind, BlindSpot> failures = new HashMap<>();
  private final Map<String, Set<ClusterObject>> bindingsByRole = new HashMap<>();
  private final Map<String, Set<ClusterObject>> bindingsByAccount = new HashMap<>();

  /**
   * @param complete whether what is not here does not exist; false for manifests, which may refer to
   *     objects that live only in the cluster
   */
  public ClusterModel(String unit, boolean complete) {
    this.unit = unit;
    this.complete = complete;
  }

  /** What became of an object that was offered: what is held, and its document. */
  record Stored(ClusterObject object, Map<String, Object> document) {}

  /** Normalises and holds an object, in place of an earlier one of its name. Empty when it stands for another object. */
  Optional<Stored> put(Kind kind, Map<String, Object> plainObject) {
    String namespace = namespaceOf(kind, plainObject);
    String name = nameOf(plainObject);
    return ObjectNormaliser.normalise(kind, plainObject)
        .map(
            document -> {
              remove(kind, namespace, name);
              var object =
                  new ClusterObject(kind, namespace, name, Facts.of(kind, document), document);
              in(kind, namespace).put(name, object);
              index(object, true);
              return new Stored(object, document);
            });
  }

  @Nullable ClusterObject remove(Kind kind, String namespace, String name) {
    var names = objects.getOrDefault(kind, Map.of()).get(namespace);
    ClusterObject removed = names == null ? null : names.remove(name);
    if (names != null && removed != null) {
      index(removed, false);
      if (names.isEmpty()) {
        objects.getOrDefault(kind, Map.of()).remove(namespace);
      }
    }
    return removed;
  }

  /** Notes why a kind cannot be listed; {@code null} when it was. */
  void failed(Kind kind, @Nullable BlindSpot failure) {
    if (failure == null) {
      failures.remove(kind);
    } else {
      failures.put(kind, failure);
    }
  }

  Optional<BlindSpot> failure(Kind kind) {
    return Optional.ofNullable(failures.get(kind));
  }

  boolean complete() {
    return complete;
  }

  Collection<ClusterObject> all(Kind kind, String namespace) {
    return objects.getOrDefault(kind, Map.of()).getOrDefault(namespace, Map.of()).values();
  }

  List<ClusterObject> all(Kind kind) {
    return objects.getOrDefault(kind, Map.of()).values().stream()
        .flatMap(names -> names.values().stream())
        .toList();
  }

  Optional<ClusterObject> get(Kind kind, String namespace, String name) {
    return Optional.ofNullable(
        objects.getOrDefault(kind, Map.of()).getOrDefault(namespace, Map.of()).get(name));
  }

  /** The bindings that refer to a role; {@code namespace} is empty for a ClusterRole. */
  Set<ClusterObject> bindingsOfRole(String roleKind, String namespace, String name) {
    return bindingsByRole.getOrDefault(roleKey(roleKind, namespace, name), Set.of());
  }

  Set<ClusterObject> bindingsOfAccount(String namespace, String name) {
    return bindingsByAccount.getOrDefault(namespace + "/" + name, Set.of());
  }

  ResourceIdentity identity(ClusterObject object) {
    return identity(object.kind, object.namespace, object.name);
  }

  ResourceIdentity identity(Kind kind, String namespace, String name) {
    return new ResourceIdentity(
        unit,
        kind.type(),
        kind.id(namespace, name),
        kind.namespaced() ? namespace + "/" + name : name);
  }

  /** The resource with its relations as they are now. */
  Resource resource(ClusterObject object, Map<String, Object> document) {
    var derived = Relations.derive(this, object);
    object.derived = derived;
    if (!derived.members().isEmpty()) {
      ObjectNormaliser.own(document).putAll(derived.members());
    }
    return new Resource(identity(object), document, derived.blind());
  }

  /** How the population of a type stands: of several kinds, the first failure speaks. */
  Enumeration enumeration(String type, long pages, String verb) {
    List<Kind> kinds = KubernetesKinds.ofType(type);
    Optional<BlindSpot> failure =
        kinds.stream().flatMap(kind -> failure(kind).stream()).findFirst();
    return new Enumeration(
        type,
        failure
            .map(BlindSpot::api)
            .orElseGet(() -> kinds.stream().map(kind -> kind.api(verb)).collect(joining(","))),
        kinds.stream().mapToLong(kind -> all(kind).size()).sum(),
        pages,
        failure.orElse(null));
  }

  /** Forgets the objects of a kind, to read them anew. */
  void forget(Kind kind) {
    all(kind).forEach(object -> remove(kind, object.namespace, object.name));
  }

  /** The cluster itself. */
  Resource cluster(Map<String, Object> version, List<BlindSpot> blind) {
    var document = new LinkedHashMap<String, Object>();
    if (!version.isEmpty()) {
      document.put("version", version);
    }
    var derived = Relations.cluster(this);
    document.put("attestream", derived.members());
    var allBlind = new ArrayList<>(blind);
    allBlind.addAll(derived.blind());
    String name = unit.substring(unit.indexOf(':') + 1);
    return new Resource(
        new ResourceIdentity(unit, KubernetesKinds.CLUSTER_TYPE, "cluster/" + name, name),
        document,
        allBlind);
  }

  static String namespaceOf(Kind kind, Map<String, Object> object) {
    String namespace = Fields.text(Fields.map(object, "metadata"), "namespace");
    return !kind.namespaced() ? "" : namespace.isEmpty() ? "default" : namespace;
  }

  static String nameOf(Map<String, Object> object) {
    return Fields.text(Fields.map(object, "metadata"), "name");
  }

  private Map<String, ClusterObject> in(Kind kind, String namespace) {
    return objects
        .computeIfAbsent(kind, any -> new HashMap<>())
        .computeIfAbsent(namespace, any -> new HashMap<>());
  }

  private void index(ClusterObject object, boolean add) {
    if (object.facts instanceof Facts.Binding binding) {
      String namespace = binding.roleKind().equals("Role") ? object.namespace : "";
      index(
          bindingsByRole, roleKey(binding.roleKind(), namespace, binding.roleName()), object, add);
      for (String account : accounts(object.namespace, binding)) {
        index(bindingsByAccount, account, object, add);
      }
    }
  }

  /** The service accounts that a binding names, as {@code namespace/name}. */
  static List<String> accounts(String bindingNamespace, Facts.Binding binding) {
    return binding.subjects().stream()
        .filter(subject -> Fields.text(subject, "kind").equals("ServiceAccount"))
        .map(
            subject -> {
              String namespace = Fields.text(subject, "namespace");
              return (namespace.isEmpty() ? bindingNamespace : namespace)
                  + "/"
                  + Fields.text(subject, "name");
            })
        .distinct()
        .toList();
  }

  private static void index(
      Map<String, Set<ClusterObject>> index, String key, ClusterObject object, boolean add) {
    if (add) {
      index.computeIfAbsent(key, any -> new HashSet<>()).add(object);
    } else {
      index.computeIfPresent(
          key,
          (any, set) -> {
            set.remove(object);
            return set.isEmpty() ? null : set;
          });
    }
  }

  private static String roleKey(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }
}
