package io.attestream.agent.kubernetes;

import io.attestream.agent.secret.NamedSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * From an API object to a resource document. Bookkeeping of the API server that changes without meaning is left out, and so
 * is whatever may hold a secret. What only the object itself can tell stands in its own fields; names of field managers go to
 * {@code attestream.fieldManagers}.
 */
final class ObjectNormaliser {
  private static final List<String> BOOKKEEPING =
      List.of("managedFields", "resourceVersion", "selfLink", "uid", "generation");
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private ObjectNormaliser() {}

  /**
   * @param object a plain, mutable API object; it is consumed
   * @return empty for an object that stands for another one: a pod or replica set of a controller
   */
  static Optional<Map<String, Object>> normalise(Kind kind, Map<String, Object> object) {
    object.put("kind", kind.name());
    object.put("apiVersion", kind.apiVersion());
    List<String> managers = fieldManagers(object);
    tidyMetadata(object);
    Optional<Map<String, Object>> document =
        switch (kind.shape()) {
          case PLAIN -> Optional.of(object);
          case POD -> WorkloadNormaliser.pod(object);
          case TEMPLATE -> WorkloadNormaliser.template(object);
          case CRON -> Optional.of(WorkloadNormaliser.cron(object));
          case CONFIG_MAP -> Optional.of(configMap(object));
          case NODE -> Optional.of(node(object));
          case NETWORK_POLICY -> Optional.of(networkPolicy(object));
          case WEBHOOKS -> Optional.of(webhooks(object));
          case API_SERVICE -> Optional.of(apiService(object));
        };
    document.ifPresent(
        found -> {
          if (!managers.isEmpty()) {
            own(found).put("fieldManagers", managers);
          }
        });
    return document;
  }

  /** The object's {@code attestream} member, made when absent. */
  static Map<String, Object> own(Map<String, Object> document) {
    Map<String, Object> own = new LinkedHashMap<>(Fields.map(document, "attestream"));
    document.put("attestream", own);
    return own;
  }

  private static List<String> fieldManagers(Map<String, Object> object) {
    var names = new TreeSet<String>();
    for (var entry : Fields.maps(Fields.map(object, "metadata"), "managedFields")) {
      if (Fields.text(entry, "subresource").isEmpty()) {
        names.add(Fields.text(entry, "manager"));
      }
    }
    names.remove("");
    return List.copyOf(names);
  }

  private static void tidyMetadata(Map<String, Object> object) {
    object.remove("attestream");
    object.put("metadata", tidyMetadata(Fields.map(object, "metadata"), true));
  }

  static Map<String, Object> tidyMetadata(Map<String, Object> metadata, boolean keepOwners) {
    var tidy = new LinkedHashMap<>(metadata);
    BOOKKEEPING.forEach(tidy::remove);
    if (!keepOwners) {
      tidy.remove("ownerReferences");
    }
    if (tidy.containsKey("annotations")) {
      var annotations = new LinkedHashMap<>(Fields.map(tidy, "annotations"));
      annotations.remove(LAST_APPLIED);
      tidy.put("annotations", annotations);
    }
    return tidy;
  }

  private static Map<String, Object> configMap(Map<String, Object> object) {
    var data = Fields.map(object, "data");
    var suspicious = new TreeSet<String>();
    data.forEach(
        (key, value) -> {
          if (value instanceof String text && NamedSecrets.literal(key, text)) {
            suspicious.add(key);
          }
        });
    boolean readable = !object.containsKey("data") || object.get("data") instanceof Map<?, ?>;
    object.remove("data");
    object.remove("binaryData");
    if (readable) {
      object.put("keys", List.copyOf(new TreeSet<>(data.keySet())));
      own(object).put("secretKeys", List.copyOf(suspicious));
    }
    return object;
  }

  private static Map<String, Object> node(Map<String, Object> object) {
    var status = new LinkedHashMap<>(Fields.map(object, "status"));
    if (!status.isEmpty()) {
      status.remove("images");
      status.remove("volumesInUse");
      status.remove("volumesAttached");
      if (status.get("conditions") instanceof List<?>) {
        status.put("conditions", conditions(status));
      }
      var info = new LinkedHashMap<>(Fields.map(status, "nodeInfo"));
      info.values().removeIf(""::equals); // a node that never reported
      status.put("nodeInfo", info);
      object.put("status", status);
    }
    return object;
  }

  private static List<Object> conditions(Map<String, Object> status) {
    var conditions = new ArrayList<Object>();
    for (var condition : Fields.maps(status, "conditions")) {
      var tidy = new LinkedHashMap<>(condition);
      tidy.remove("lastHeartbeatTime");
      tidy.remove("message");
      conditions.add(tidy);
    }
    return conditions;
  }

  /** {@code policyTypes} as the API server defaults it: Ingress, and Egress where egress rules exist. */
  private static Map<String, Object> networkPolicy(Map<String, Object> object) {
    var spec = new LinkedHashMap<>(Fields.map(object, "spec"));
    if (Fields.texts(spec, "policyTypes").isEmpty()) {
      spec.put(
          "policyTypes",
          Fields.maps(spec, "egress").isEmpty()
              ? List.of("Ingress")
              : List.of("Ingress", "Egress"));
    }
    spec.putIfAbsent("podSelector", Map.of());
    object.put("spec", spec);
    return object;
  }

  private static Map<String, Object> webhooks(Map<String, Object> object) {
    var webhooks = new ArrayList<Object>();
    for (var webhook : Fields.maps(object, "webhooks")) {
      var tidy = new LinkedHashMap<>(webhook);
      var client = new LinkedHashMap<>(Fields.map(webhook, "clientConfig"));
      client.remove("caBundle");
      tidy.put("clientConfig", client);
      tidy.putIfAbsent("failurePolicy", "Fail");
      webhooks.add(tidy);
    }
    object.put("webhooks", webhooks);
    return object;
  }

  private static Map<String, Object> apiService(Map<String, Object> object) {
    var spec = new LinkedHashMap<>(Fields.map(object, "spec"));
    spec.remove("caBundle");
    object.put("spec", spec);
    return object;
  }
}
