package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.e2e.components.Helm;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.Kubectl;
import io.attestream.e2e.components.RequiresComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The charts on an API server with controllers, in a namespace that admits restricted pods only. */
@RequiresComponent({"kube-controller-manager", "helm"})
class ChartsTest {
  private static final Path AGENT = Path.of("..", "helm", "attestream-agent");
  private static final Path COLLECTOR = Path.of("..", "helm", "attestream-collector");

  private static final List<String> READING = List.of("list", "watch");

  private static KubeApiServer cluster;
  private static Helm helm;

  @BeforeAll
  static void start() {
    cluster = KubeApiServer.startWithControllers();
    helm = new Helm(cluster.kubeconfig());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void theCollectorIsAdmittedKeepsItsAuthorityAndLeavesItsDataBehind() throws Exception {
    namespace("collector");
    install("collector", "attestream-collector", COLLECTOR);
    awaitPods("collector");
    assertThat(get("collector", "pvc", "{.items[*].metadata.name}"))
        .isEqualTo("data-attestream-collector-0");
    String authority = authority("collector");
    assertThat(authority).isNotEmpty();

    helm.run(
        "upgrade",
        "attestream-collector",
        COLLECTOR.toString(),
        "--namespace=collector",
        "--set=config.limits.streams=10");
    assertThat(authority("collector")).isEqualTo(authority);
    assertThat(get("collector", "configmap/attestream-collector", "{.data}"))
        .contains("streams: 10");

    helm.run("uninstall", "attestream-collector", "--namespace=collector", "--wait");
    assertThat(get("collector", "statefulset", "{.items[*].metadata.name}")).isEmpty();
    assertThat(authority("collector")).isEqualTo(authority);
    assertThat(get("collector", "pvc", "{.items[*].metadata.name}"))
        .isEqualTo("data-attestream-collector-0");
  }

  @Test
  void theAgentIsAdmittedAndMayReadWhatItsRulesSayAndNothingElse() throws Exception {
    namespace("agent");
    install("agent", "attestream-agent", AGENT);
    awaitPods("agent");

    Kubectl agent = cluster.as(cluster.kubeconfigOf("agent", "attestream-agent"));
    Rendered role =
        Rendered.of(cluster.kubectl("get", "clusterrole", "agent-attestream-agent", "-o", "yaml"));
    List<?> rules = (List<?>) Rendered.at(role.one("ClusterRole", "attestream-agent"), "rules");
    List<String> readable = rules.stream().flatMap(ChartsTest::resources).toList();
    assertThat(readable).contains("pods", "deployments.apps").doesNotContain("secrets");
    // Kinds of add-ons that are not installed may be asked for too; kubectl cannot.
    Set<String> served = Set.of(cluster.kubectl("api-resources", "-o", "name").split("\n", -1));
    assertThat(served).contains("pods", "deployments.apps");
    for (String resource : readable.stream().filter(served::contains).toList()) {
      for (String verb : READING) {
        assertThat(agent.run("", "auth", "can-i", verb, resource, "--all-namespaces").output())
            .as(verb + " " + resource)
            .isEqualTo("yes\n");
      }
    }
    assertThat(agent.run("", "get", "--raw=/version").succeeded()).isTrue();

    assertThat(rules)
        .allMatch(
            rule ->
                rule instanceof Map<?, ?> map && map.containsKey("resources")
                    ? READING.containsAll((List<?>) Rendered.at(rule, "verbs"))
                    : List.of("get").equals(Rendered.at(rule, "verbs")));
    for (String denied :
        List.of(
            "get secrets",
            "get pods",
            "create pods",
            "get pods --subresource=log",
            "get nodes --subresource=proxy")) {
      String question = "auth can-i " + denied + " --all-namespaces";
      assertThat(agent.run("", question.split(" ", -1)).output()).as(denied).isEqualTo("no\n");
    }

    helm.run("uninstall", "attestream-agent", "--namespace=agent", "--wait");
    assertThat(get("agent", "pvc", "{.items[*].metadata.name}")).isEqualTo("attestream-agent");
    assertThat(cluster.kubectl("get", "clusterrole", "-l=app.kubernetes.io/part-of=attestream"))
        .isEmpty();
  }

  private static Stream<String> resources(Object rule) {
    if (!(rule instanceof Map<?, ?> map) || !map.containsKey("resources")) {
      return Stream.empty();
    }
    String group = String.valueOf(Rendered.at(map, "apiGroups", 0));
    return ((List<?>) Rendered.at(map, "resources"))
        .stream().map(name -> group.isEmpty() ? "" + name : name + "." + group);
  }

  private static void namespace(String name) {
    cluster.kubectl("create", "namespace", name);
    cluster.kubectl("label", "namespace", name, "pod-security.kubernetes.io/enforce=restricted");
  }

  private static void install(String namespace, String release, Path chart) {
    String notes = helm.run("install", release, chart.toString(), "--namespace=" + namespace);
    assertThat(notes).contains("STATUS: deployed");
  }

  /** A pod that the namespace's pod security forbids is never made. */
  private static void awaitPods(String namespace) throws InterruptedException {
    for (int i = 0; i < 150; i++) {
      if (!get(namespace, "pods", "{.items[*].metadata.name}").isEmpty()) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError(
        "no pod was made: " + cluster.kubectl("get", "events", "--namespace=" + namespace));
  }

  private static String authority(String namespace) {
    return get(namespace, "secret/attestream-collector-tls", "{.data.ca\\.crt}");
  }

  private static String get(String namespace, String what, String path) {
    String[] args = {"get", what, "--namespace=" + namespace, "-o", "jsonpath=" + path};
    return cluster.as(cluster.kubeconfig()).run("", args).orThrow();
  }
}
