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

  /** Writes manifests of that many deployments, 100 a file, every tenth privileged. */
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
                serviceAccountName: app
                automountServiceAccountToken: false
                securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                containers:
                  - name: main
                    image: registry.example/team/app:1.4.2
                    securityContext: {privileged: %3$b, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
                  - name: proxy
                    image: registry.example/mesh/proxy:2.1
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    resources: {requests: {cpu: 10m, memory: 32Mi}, limits: {memory: 64Mi}}
          """
              .formatted(i, i % 100, i % 10 == 0));
      if (i % 100 == 99 || i == count - 1) {
        Files.writeString(directory.resolve("part-" + i / 100 + ".yaml"), file);
        file.setLength(0);
      }
    }
  }
}
