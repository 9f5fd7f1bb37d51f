package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.e2e.components.Command;
import io.attestream.e2e.components.Helm;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.Ports;
import io.attestream.e2e.components.Proc;
import io.attestream.e2e.components.RequiresComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both charts installed on one cluster, and both programs run on what that cluster then holds, as a
 * kubelet would run them: configuration, certificate and authority from its objects, the agent's
 * rights from its service account. What differs from pods are directories and ports.
 */
@RequiresComponent({"kube-controller-manager", "helm"})
class DeployedTest {
  private static final Path CHARTS = Path.of("..", "helm");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path node;

  private final int collectorPort = Ports.free();
  private final int metricsPort = Ports.free();
  private KubeApiServer cluster;

  @BeforeEach
  void install() {
    cluster = KubeApiServer.startWithControllers();
    cluster.kubectl("create", "namespace", "evidence");
    Helm helm = new Helm(cluster.kubeconfig());
    for (String chart : List.of("attestream-collector", "attestream-agent")) {
      helm.run("install", chart, CHARTS.resolve(chart).toString(), "--namespace=evidence");
    }
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void theAgentEnrolsAndItsEvidenceIsAcknowledgedAndItStartsAgainWithoutItsToken()
      throws Exception {
    Path collectorConfig = mountCollector();
    Path agentConfig = mountAgent();
    try (Proc collector = collector(collectorConfig)) {
      String token =
          Command.run(
                  "",
                  Map.of(),
                  jar(
                      "collector",
                      "token",
                      "create",
                      "--label=cluster",
                      "--config=" + collectorConfig))
              .orThrow();
      Path tokenFile = Files.createDirectories(node.resolve("agent/enrolment")).resolve("token");
      Files.writeString(tokenFile, token);
      try (Proc agent = agent(agentConfig)) {
        agent.await(() -> acknowledged() >= 1, PATIENCE, "the first acknowledgement");
        assertThat(MetricNames.in(scrape()))
            .containsAll(MetricNames.readBy(CHARTS.resolve("attestream-agent")));
      }

      Files.delete(tokenFile);
      cluster.kubectl("create", "deployment", "web", "--image=example.org/web");
      try (Proc agent = agent(agentConfig)) {
        agent.await(() -> acknowledged() >= 1, PATIENCE, "an acknowledgement after the restart");
      }
      assertThat(collector.isAlive()).isTrue();
    }
  }

  @Test
  void theRightsOfTheChartAreEnoughForEveryCheck() {
    Path kubeconfig = cluster.kubeconfigOf("evidence", "attestream-agent");
    Command.Result scan =
        Command.run(
            "",
            Map.of(),
            jar("agent", "once", "--kubeconfig=" + kubeconfig, "--fail-on=never", "--format=json"));
    assertThat(scan.code()).as(scan.errors()).isZero();
    assertThat(scan.output()).contains("k8s.workload.runs-as-non-root").doesNotContain("DENIED");
  }

  private Proc collector(Path config) {
    String[] args = {"--config=" + config, "--port=" + collectorPort};
    Proc proc = Proc.start(node.resolve("collector.log"), jar("collector", args));
    proc.awaitOutput(Pattern.compile("Listening on https://"), PATIENCE);
    return proc;
  }

  private Proc agent(Path config) {
    return Proc.start(node.resolve("agent.log"), jar("agent", "run", "--config=" + config));
  }

  private Path mountCollector() throws IOException {
    mountSecret("collector/tls", "tls.crt", "tls.key");
    return mount(
        "attestream-collector",
        "collector.yaml",
        Map.of(
            "/etc/attestream/",
            node.resolve("collector") + "/",
            "/var/lib/attestream",
            node.resolve("collector/data").toString(),
            "0.0.0.0",
            "127.0.0.1"));
  }

  private Path mountAgent() throws IOException {
    mountSecret("agent/ca", "ca.crt");
    Path kubeconfig = cluster.kubeconfigOf("evidence", "attestream-agent");
    return mount(
        "attestream-agent",
        "agent.yaml",
        Map.of(
            "/etc/attestream/",
            node.resolve("agent") + "/",
            "/var/lib/attestream",
            node.resolve("agent/state").toString(),
            "https://attestream-collector:8787",
            "https://localhost:" + collectorPort,
            "9464",
            Integer.toString(metricsPort),
            "0.0.0.0",
            "127.0.0.1",
            // In a pod the account's token is mounted, and no kubeconfig is needed.
            "- name: \"\"",
            "- {name: cluster, kubeconfig: " + kubeconfig + "}"));
  }

  private Path mount(String configMap, String file, Map<String, String> places) throws IOException {
    String path = "jsonpath={.data." + file.replace(".", "\\.") + "}";
    String yaml =
        cluster.kubectl("get", "configmap", configMap, "--namespace=evidence", "-o", path);
    for (var place : places.entrySet()) {
      assertThat(yaml).contains(place.getKey());
      yaml = yaml.replace(place.getKey(), place.getValue());
    }
    return Files.writeString(node.resolve(file), yaml);
  }

  private void mountSecret(String directory, String... keys) throws IOException {
    Path mounted = Files.createDirectories(node.resolve(directory));
    for (String key : keys) {
      String path = "jsonpath={.data." + key.replace(".", "\\.") + "}";
      String[] get = {"get", "secret", "attestream-collector-tls", "-n=evidence", "-o", path};
      String data = cluster.kubectl(get);
      Files.write(mounted.resolve(key), Base64.getDecoder().decode(data));
    }
  }

  private double acknowledged() {
    return scrape()
        .lines()
        .filter(line -> line.startsWith("attestream_agent_acks_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Empty until the endpoint is there. */
  private String scrape() {
    return Command.run("curl", "--silent", "http://127.0.0.1:" + metricsPort + "/metrics").output();
  }

  private static List<String> jar(String module, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of("..", module, "target", "attestream-" + module + ".jar").toString());
    command.addAll(List.of(args));
    return command;
  }
}
