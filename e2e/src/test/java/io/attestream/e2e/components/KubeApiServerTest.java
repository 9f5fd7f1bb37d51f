package io.attestream.e2e.components;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RequiresComponent("kube-apiserver")
class KubeApiServerTest {
  @Test
  void storesWhatIsAppliedAndObeysRbac() {
    try (KubeApiServer server = KubeApiServer.start()) {
      server.apply(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: greeting, namespace: default}
          data: {hello: world}
          ---
          apiVersion: v1
          kind: ServiceAccount
          metadata: {name: reader, namespace: default}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: {name: reader}
          rules: [{apiGroups: [""], resources: [configmaps], verbs: [list]}]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: {name: reader}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
          subjects: [{kind: ServiceAccount, name: reader, namespace: default}]
          """);
      assertThat(server.kubectl("get", "configmap", "greeting", "-o", "jsonpath={.data.hello}"))
          .isEqualTo("world");
      assertThat(server.kubectl("version", "-o", "json")).contains("\"minor\": \"36\"");

      Kubectl reader = server.as(server.kubeconfigOf("default", "reader"));
      assertThat(reader.run("", "get", "configmaps").output()).contains("greeting");
      assertThat(reader.run("", "get", "configmap", "greeting").errors()).contains("Forbidden");
      assertThat(reader.run("", "get", "secrets").errors()).contains("Forbidden");
    }
  }

  @Test
  @RequiresComponent("kube-controller-manager")
  void controllersMakePodsOfADeployment() throws InterruptedException {
    try (KubeApiServer server = KubeApiServer.startWithControllers()) {
      server.kubectl("create", "deployment", "web", "--image=example.org/web:1", "--replicas=2");
      String owners = "jsonpath={.items[*].metadata.ownerReferences[*].kind}";
      String seen = "";
      for (int i = 0; i < 100 && !seen.equals("ReplicaSet ReplicaSet"); i++) {
        seen = server.kubectl("get", "pods", "-o", owners);
        Thread.sleep(100);
      }
      assertThat(seen).isEqualTo("ReplicaSet ReplicaSet");
    }
  }
}
