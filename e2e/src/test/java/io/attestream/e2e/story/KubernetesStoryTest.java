package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.attestream.e2e.components.Browser;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.CollectorProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody applies a privileged pod while the compliance manager looks at the dashboard. */
@RequiresComponent({"kube-apiserver", "chromium"})
class KubernetesStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double FIVE_SECONDS = 5_000;
  private static final String CHECK = "k8s.workload.not-privileged";

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: toolbox, namespace: default}
      spec:
        containers:
          - name: shell
            image: registry.example/shell:1.0
            securityContext: {privileged: true}
      """;

  @TempDir private Path directory;

  @Test
  void aPrivilegedPodIsOnTheOpenPageWithinFiveSecondsAndItsFindingResolvesWithIt() {
    try (KubeApiServer cluster = KubeApiServer.start();
        CollectorProcess collector = CollectorProcess.start(directory);
        AgentProcess agent = agent(collector, cluster);
        Browser browser = Browser.launch()) {
      Api api = collector.api();
      api.await("/agents", a -> a.toString().contains("kubernetes:production"), PATIENCE);
      Page page = signedIn(browser, collector);
      page.evaluate("window.neverReloaded = true");

      cluster.apply(POD);
      page.waitForSelector(
          "text=toolbox", new Page.WaitForSelectorOptions().setTimeout(FIVE_SECONDS));
      assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
      Browser.screenshot(page, "privileged-pod");
      api.await("/findings", f -> finding(f).path("openedAt").isTextual(), PATIENCE);

      cluster.kubectl("delete", "pod", "toolbox", "--grace-period=0", "--force");
      api.await("/findings", f -> finding(f).isMissingNode(), PATIENCE);
      JsonNode resolved =
          api.await("/findings?state=RESOLVED", f -> !finding(f).isMissingNode(), PATIENCE);
      assertThat(finding(resolved).path("resolvedAt").isTextual()).isTrue();
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  private AgentProcess agent(CollectorProcess collector, KubeApiServer cluster) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "cluster",
        collector,
        Map.of(),
        """
        kubernetes:
          kubeconfig: %s
          name: production
        """
            .formatted(cluster.kubeconfig()));
  }

  private static Page signedIn(Browser browser, CollectorProcess collector) {
    Page page = browser.newPage();
    page.navigate(collector.url() + "/login");
    page.fill("input[name=name]", "admin");
    page.fill("input[name=password]", collector.password());
    page.click("button[type=submit]");
    page.waitForURL(collector.url() + "/");
    return page;
  }

  private static JsonNode finding(JsonNode findings) {
    for (JsonNode finding : findings.path("findings")) {
      if (finding.path("check").asText().equals(CHECK)
          && finding.path("name").asText().contains("toolbox")) {
        return finding;
      }
    }
    return findings.path("absent");
  }
}
