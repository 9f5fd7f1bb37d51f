package io.attestream.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectNormaliserTest {
  @Test
  void bookkeepingIsLeftOutAndFieldManagersAreNamed() {
    var document =
        Yaml.normalised(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              uid: 1
              resourceVersion: "77"
              generation: 3
              annotations:
                kubectl.kubernetes.io/last-applied-configuration: '{"password": "x"}'
                team: a
              managedFields:
                - {manager: kubectl-edit, operation: Update}
                - {manager: kube-controller-manager, operation: Update, subresource: status}
                - {manager: helm, operation: Apply}
            """);

    assertThat(document)
        .containsEntry("metadata", Map.of("name", "shop", "annotations", Map.of("team", "a")))
        .containsEntry("attestream", Map.of("fieldManagers", List.of("helm", "kubectl-edit")));
  }

  @Test
  void everyKindOfContainerIsInOneListWithItsRole() {
    var document =
        Yaml.normalised(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              hostPID: true
              containers: [{name: app}]
              initContainers: [{name: setup}]
              ephemeralContainers: [{name: debug}]
            """);

    assertThat(document.get("containers"))
        .isEqualTo(
            List.of(
                Map.of("name", "app", "role", "container"),
                Map.of("name", "setup", "role", "init"),
                Map.of("name", "debug", "role", "ephemeral")));
    assertThat(document).containsEntry("pod", Map.of("hostPID", true)).doesNotContainKey("spec");
  }

  @Test
  void theTemplateOfACronJobIsItsPod() {
    var document =
        Yaml.normalised(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: c, namespace: n}
            spec:
              schedule: "@daily"
              jobTemplate:
                spec:
                  ttlSecondsAfterFinished: 60
                  template:
                    metadata: {labels: {app: c}}
                    spec: {restartPolicy: Never, containers: [{name: app}]}
            """);

    assertThat(document)
        .containsEntry(
            "spec", Map.of("schedule", "@daily", "job", Map.of("ttlSecondsAfterFinished", 60L)))
        .containsEntry("podMetadata", Map.of("labels", Map.of("app", "c")))
        .containsEntry("pod", Map.of("restartPolicy", "Never"));
  }

  @Test
  void replicasAreOneWhereNothingIsSaid() {
    var document =
        Yaml.normalised(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: []}}}}");

    assertThat(document).containsEntry("replicas", 1L);
  }

  @Test
  void aPodOfAControllerStandsForItAndAPodOfItsNodeForItself() {
    assertThat(pod("{kind: ReplicaSet, name: rs, controller: true}", "")).isEmpty();
    assertThat(pod("{kind: Node, name: n1, controller: true}", "")).isPresent();
    assertThat(pod("{kind: Widget, name: w}", "")).isPresent();
    assertThat(
            pod(
                "{kind: ReplicaSet, name: rs, controller: true}",
                "ephemeralContainers: [{name: debug}]"))
        .as("a debugged pod differs from its template")
        .isPresent();
  }

  private static java.util.Optional<Map<String, Object>> pod(String owner, String more) {
    var object =
        Yaml.object(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, ownerReferences: [%s]}
            spec:
              containers: [{name: app}]
              %s
            """
                .formatted(owner, more));
    return ObjectNormaliser.normalise(KubernetesKinds.of("v1", "Pod").orElseThrow(), object);
  }

  @Test
  void valuesAndCommandLinesStayInTheAgent() {
    var document =
        Yaml.normalised(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: d}
            spec:
              template:
                spec:
                  containers:
                  - name: app
                    command: [run, "--api-key=abcdef123456"]
                    lifecycle: {preStop: {exec: {command: [curl, "https://u:hidden-1@example.com"]}}}
                    livenessProbe: {exec: {command: [check, hidden-2]}, periodSeconds: 5}
                    env:
                    - {name: DB_PASSWORD, value: hidden-3}
                    - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
                    - {name: MODE, value: "https://user:hidden-4@db.example.com/x"}
                    - {name: LEVEL, value: info}
                    - {name: TOKEN, valueFrom: {secretKeyRef: {name: t, key: t}}}
            """);

    assertThat(document.toString()).doesNotContain("hidden").doesNotContain("abcdef");
    assertThat(document)
        .containsEntry(
            "attestream",
            Map.of(
                "secretEnv", List.of("app/DB_PASSWORD", "app/MODE"), "secretArgs", List.of("app")));
  }

  @Test
  void aConfigMapShowsKeysOnly() {
    var document =
        Yaml.normalised(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: c}
            data:
              level: info
              db.password: hidden-1
              ca.crt: "-----BEGIN CERTIFICATE-----"
              id_rsa: "-----BEGIN RSA PRIVATE KEY-----"
            """);

    assertThat(document.toString()).doesNotContain("hidden").doesNotContain("BEGIN");
    assertThat(document)
        .containsEntry("keys", List.of("ca.crt", "db.password", "id_rsa", "level"))
        .containsEntry("attestream", Map.of("secretKeys", List.of("db.password", "id_rsa")));
  }

  @Test
  void directionsOfANetworkPolicyAreFilledInAsTheServerWould() {
    assertThat(types("{podSelector: {}}")).isEqualTo(List.of("Ingress"));
    assertThat(types("{podSelector: {}, egress: [{to: []}]}"))
        .isEqualTo(List.of("Ingress", "Egress"));
    assertThat(types("{podSelector: {}, policyTypes: [Egress]}")).isEqualTo(List.of("Egress"));
  }

  private static Object types(String spec) {
    var document =
        Yaml.normalised(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: "
                + spec
                + "}");
    return Fields.map(document, "spec").getOrDefault("policyTypes", List.of());
  }

  @Test
  void knownFlagsOfTheControlPlaneAreKept() {
    var document =
        Yaml.normalised(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: kube-apiserver-n1
              namespace: kube-system
              labels: {component: kube-apiserver}
              ownerReferences: [{kind: Node, name: n1, controller: true}]
            spec:
              containers:
              - name: kube-apiserver
                command: [kube-apiserver, "--authorization-mode=Node,RBAC", --profiling, "false", --allow-privileged, --token-value=hidden]
            """);

    assertThat(Fields.map(Fields.map(document, "attestream"), "flags"))
        .isEqualTo(
            Map.of(
                "authorization-mode",
                "Node,RBAC",
                "profiling",
                "false",
                "allow-privileged",
                "true"));
  }

  @Test
  void numbersThatJsonCannotCarryExactlyBecomeText() {
    var plain = PlainValues.object(Map.of("a", 1, "b", 1.5, "c", 1L << 60, "d", List.of(2.0)));

    assertThat(plain)
        .containsEntry("a", 1L)
        .containsEntry("b", "1.5")
        .containsEntry("c", "1152921504606846976")
        .containsEntry("d", List.of("2.0"));
  }

  @Test
  void whatIsNoPodSpecGivesNoMembersToJudge() {
    for (String template :
        List.of("{}", "{spec: {}}", "{spec: {containers: app}}", "{spec: {containers: [app]}}")) {
      var document =
          Yaml.normalised(
              "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: "
                  + template
                  + "}}");

      assertThat(document).as(template).doesNotContainKeys("pod", "containers", "attestream");
    }
  }

  @Test
  void aNodeThatNeverReportedHasNothingToJudge() {
    var document =
        Yaml.normalised(
            "{apiVersion: v1, kind: Node, metadata: {name: n}, status: {nodeInfo: {kubeletVersion: '', osImage: Debian}}}");

    assertThat(document).containsEntry("status", Map.of("nodeInfo", Map.of("osImage", "Debian")));
  }
}
