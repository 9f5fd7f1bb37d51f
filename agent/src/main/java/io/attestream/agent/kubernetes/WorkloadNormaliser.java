package io.attestream.agent.kubernetes;

import io.attestream.agent.secret.NamedSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that makes pods, as one document shape:
 *
 * <pre>
 * {kind, apiVersion, metadata, replicas?, spec, status?, podMetadata, pod, containers, attestream}
 * </pre>
 *
 * {@code pod} is the PodSpec without its containers; {@code containers} holds every container with its {@code role}
 * (container, init or ephemeral). Command lines and literal environment values are left out, as they may hold secrets:
 * {@code attestream.secretEnv} and {@code attestream.secretArgs} name where one was seen, and {@code attestream.flags} has the
 * known flags of control plane components.
 */
final class WorkloadNormaliser {
  private static final List<String> CONTAINER_LISTS =
      List.of("containers", "initContainers", "ephemeralContainers");
  private static final List<String> ROLES = List.of("container", "init", "ephemeral");
  private static final List<String> COUNTS =
      List.of(
          "replicas",
          "readyReplicas",
          "availableReplicas",
          "desiredNumberScheduled",
          "numberReady",
          "numberUnavailable");

  private WorkloadNormaliser() {}

  static Optional<Map<String, Object>> pod(Map<String, Object> object) {
    var spec = Fields.map(object, "spec");
    boolean debugged = !Fields.maps(spec, "ephemeralContainers").isEmpty();
    if (owned(object) && !debugged) {
      return Optional.empty();
    }
    var document = workload(object, spec, Fields.map(object, "metadata"));
    document.remove("spec");
    return Optional.of(document);
  }

  static Optional<Map<String, Object>> template(Map<String, Object> object) {
    if (owned(object)) {
      return Optional.empty();
    }
    var spec = new LinkedHashMap<>(Fields.map(object, "spec"));
    var template = Fields.map(spec, "template");
    spec.remove("template");
    object.put("spec", spec);
    var document = workload(object, Fields.map(template, "spec"), Fields.map(template, "metadata"));
    switch (Fields.text(object, "kind")) {
      case "Deployment", "StatefulSet", "ReplicaSet" ->
          document.put("replicas", Fields.number(spec, "replicas", 1));
      default -> {}
    }
    return Optional.of(document);
  }

  static Map<String, Object> cron(Map<String, Object> object) {
    var spec = new LinkedHashMap<>(Fields.map(object, "spec"));
    var jobTemplate = Fields.map(spec, "jobTemplate");
    var job = new LinkedHashMap<>(Fields.map(jobTemplate, "spec"));
    var template = Fields.map(job, "template");
    job.remove("template");
    spec.remove("jobTemplate");
    spec.put("job", job);
    object.put("spec", spec);
    return workload(object, Fields.map(template, "spec"), Fields.map(template, "metadata"));
  }

  /** Owned by a controller that is read itself. A node owns the mirror pods of static pods, and is none. */
  private static boolean owned(Map<String, Object> object) {
    return Fields.maps(Fields.map(object, "metadata"), "ownerReferences").stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.get("controller"))
                    && !Fields.text(owner, "kind").equals("Node"));
  }

  private static Map<String, Object> workload(
      Map<String, Object> object, Map<String, Object> podSpec, Map<String, Object> podMetadata) {
    var document = new LinkedHashMap<String, Object>();
    for (String member : List.of("kind", "apiVersion", "metadata", "spec")) {
      if (object.containsKey(member)) {
        document.put(member, object.get(member));
      }
    }
    var status = status(Fields.map(object, "status"));
    if (!status.isEmpty()) {
      document.put("status", status);
    }
    document.put("podMetadata", ObjectNormaliser.tidyMetadata(podMetadata, false));
    if (readable(podSpec)) {
      pod(document, podSpec);
    }
    flags(document, podSpec).ifPresent(flags -> ObjectNormaliser.own(document).put("flags", flags));
    return document;
  }

  /** Whether it is a PodSpec; if not, its members stay out, so that nothing is concluded from them. */
  private static boolean readable(Map<String, Object> podSpec) {
    return podSpec.get("containers") instanceof List<?>
        && CONTAINER_LISTS.stream()
            .allMatch(
                list ->
                    !podSpec.containsKey(list)
                        || (podSpec.get(list) instanceof List<?> items
                            && items.stream().allMatch(Map.class::isInstance)));
  }

  private static void pod(Map<String, Object> document, Map<String, Object> podSpec) {
    var pod = new LinkedHashMap<>(podSpec);
    var containers = new ArrayList<Object>();
    var secretEnv = new ArrayList<String>();
    var secretArgs = new ArrayList<String>();
    for (int i = 0; i < CONTAINER_LISTS.size(); i++) {
      pod.remove(CONTAINER_LISTS.get(i));
      for (var container : Fields.maps(podSpec, CONTAINER_LISTS.get(i))) {
        containers.add(container(container, ROLES.get(i), secretEnv, secretArgs));
      }
    }
    document.put("pod", pod);
    document.put("containers", containers);
    var own = ObjectNormaliser.own(document);
    own.put("secretEnv", List.copyOf(secretEnv));
    own.put("secretArgs", List.copyOf(secretArgs));
  }

  private static Map<String, Object> container(
      Map<String, Object> container, String role, List<String> secretEnv, List<String> secretArgs) {
    var tidy = new LinkedHashMap<>(container);
    tidy.put("role", role);
    String name = Fields.text(container, "name");
    var environment = new ArrayList<Object>();
    for (var variable : Fields.maps(container, "env")) {
      var kept = new LinkedHashMap<>(variable);
      Object value = kept.remove("value");
      if (value != null) {
        kept.put("literal", true);
        String variableName = Fields.text(variable, "name");
        if (NamedSecrets.literal(variableName, value.toString())) {
          secretEnv.add(name + "/" + variableName);
        }
      }
      environment.add(kept);
    }
    if (!environment.isEmpty()) {
      tidy.put("env", environment);
    }
    if (words(container).stream().anyMatch(NamedSecrets::argument)) {
      secretArgs.add(name);
    }
    List.of("command", "args", "lifecycle").forEach(tidy::remove);
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (tidy.containsKey(probe)) {
        var kept = new LinkedHashMap<>(Fields.map(tidy, probe));
        kept.replace("exec", Map.of());
        tidy.put(probe, kept);
      }
    }
    return tidy;
  }

  private static Map<String, Object> status(Map<String, Object> status) {
    var kept = new LinkedHashMap<String, Object>();
    for (String count : COUNTS) {
      if (status.get(count) instanceof Long number) {
        kept.put(count, number);
      }
    }
    var conditions = new ArrayList<Object>();
    for (var condition : Fields.maps(status, "conditions")) {
      conditions.add(
          Map.of(
              "type", Fields.text(condition, "type"), "status", Fields.text(condition, "status")));
    }
    if (!conditions.isEmpty()) {
      kept.put("conditions", conditions);
    }
    return kept;
  }

  /** The flags of a control plane component that runs as a pod in kube-system. */
  private static Optional<Map<String, Object>> flags(
      Map<String, Object> document, Map<String, Object> podSpec) {
    var metadata = Fields.map(document, "metadata");
    String component =
        Fields.text(Fields.map(Fields.map(document, "podMetadata"), "labels"), "component");
    if (!Fields.text(metadata, "namespace").equals("kube-system")
        || !ControlPlane.COMPONENTS.contains(component)) {
      return Optional.empty();
    }
    var flags = new TreeMap<String, Object>();
    for (var container : Fields.maps(podSpec, "containers")) {
      flags.putAll(ControlPlane.flags(words(container)));
    }
    return Optional.of(flags);
  }

  private static List<String> words(Map<String, Object> container) {
    var words = new ArrayList<>(Fields.texts(container, "command"));
    words.addAll(Fields.texts(container, "args"));
    return words;
  }
}
