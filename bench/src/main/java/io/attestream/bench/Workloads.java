package io.attestream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deployments as clusters are full of them. */
final class Workloads {
  private Workloads() {}

  /** The document of one workload, as the agent's normaliser gives it. */
  static Map<String, Object> document() {
    Map<String, Object> container =
        Map.of(
            "name", "main",
            "role", "container",
            "image", "registry.example/team/app:1.4.2",
            "securityContext",
                Map.of(
                    "privileged", false,
                    "allowPrivilegeEscalation", false,
                    "runAsNonRoot", true,
                    "readOnlyRootFilesystem", true,
                    "capabilities", Map.of("drop", List.of("ALL"))),
            "resources",
                Map.of(
                    "requests", Map.of("cpu", "100m", "memory", "128Mi"),
                    "limits", Map.of("memory", "256Mi")));
    return Map.of(
        "kind",
        "Deployment",
        "apiVersion",
        "apps/v1",
        "metadata",
        Map.of("name", "app", "namespace", "team", "labels", Map.of("app", "app")),
        "replicas",
        2L,
        "pod",
        Map.of(
            "serviceAccountName",
            "app",
            "automountServiceAccountToken",
            false,
            "securityContext",
            Map.of("seccompProfile", Map.of("type", "RuntimeDefault")),
            "containers",
            List.of(container)),
        "containers",
        List.of(container, container, container));
  }

  /**
   * Writes manifests of that many deployments, 100 a file. No two are equal: each has its own name,
   * labels and service account, one of 100 namespaces, 250 images in 40 versions and 8 sizes. Every
   * tenth is privileged, every third may write its root, every seventh keeps its capabilities, every
   * fifth says nothing of its user.
   */
  static void write(Path directory, int count) throws IOException {
    Files.createDirectories(directory);
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < count; i++) {
      file.append(
          """
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: app-%1$d, namespace: team-%2$d, labels: {app: app-%1$d}}
          spec:
            replicas: 2
            selector: {matchLabels: {app: app-%1$d}}
            template:
              metadata: {labels: {app: app-%1$d}}
              spec:
                serviceAccountName: app-%1$d
                automountServiceAccountToken: false
                securityContext: {%8$sseccompProfile: {type: RuntimeDefault}}
                containers:
                  - name: main
                    image: registry.example/team-%2$d/app-%4$d:1.%5$d.2
                    securityContext: {privileged: %3$b, allowPrivilegeEscalation: false, readOnlyRootFilesystem: %6$b%7$s}
                    resources: {requests: {cpu: 100m, memory: %9$dMi}, limits: {memory: %9$dMi}}
                  - name: proxy
                    image: registry.example/mesh/proxy:2.1
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    resources: {requests: {cpu: 10m, memory: 32Mi}, limits: {memory: 64Mi}}
          """
              .formatted(
                  i,
                  i % 100,
                  i % 10 == 0,
                  i % 250,
                  i % 40,
                  i % 3 != 0,
                  i % 7 == 0 ? "" : ", capabilities: {drop: [ALL]}",
                  i % 5 == 0 ? "" : "runAsNonRoot: true, ",
                  128 + 64 * (i % 8)));
      if (i % 100 == 99 || i == count - 1) {
        Files.writeString(directory.resolve("part-" + i / 100 + ".yaml"), file);
        file.setLength(0);
      }
    }
  }
}
