package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.attestream.e2e.components.Browser;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.CollectorProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two agents one is stopped: the controls that only it evidences leave green at the stated time and by
 * the clock alone, on the page, in the metrics and in a notification; the others stay.
 */
@RequiresComponent("chromium")
class SilenceStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Its checks judge workloads and cluster roles: the shop's. */
  private static final String SILENCED = "8.18";

  /** Its checks judge ingresses: the edge's. */
  private static final String SPEAKING = "8.21";

  private static final Pattern CONFORMING =
      Pattern.compile("attestream_control_grades\\{grade=\"CONFORMING\"\\} ([0-9.]+)");

  @TempDir private Path directory;

  @Test
  void theControlsOfTheStoppedAgentLeaveGreenAtTheStatedTimeAndComeBack() throws Exception {
    try (Receiver hook = Receiver.start();
        CollectorProcess collector =
            CollectorProcess.start(directory, List.of("--config", told(hook).toString()));
        Browser browser = Browser.launch()) {
      Api api = collector.api();
      recordTheRest(api, SILENCED);
      recordTheRest(api, SPEAKING);
      try (AgentProcess shop = agent(collector, "shop", shop());
          AgentProcess edge = agent(collector, "edge", edge())) {
        awaitGrade(api, SILENCED, "CONFORMING");
        awaitGrade(api, SPEAKING, "CONFORMING");
        Page page = signedIn(browser, collector);
        page.navigate(collector.url() + "/controls/" + SILENCED);
        assertThat(page.textContent("#fresh")).contains("evidence is fresh until");
        Instant onThePage = Instant.parse(page.getAttribute("#fresh time", "datetime"));
        page.waitForSelector("#live[data-state=on]");

        shop.stop();
        Instant stopped = Instant.now();
        Instant stated = lastStated(api);
        assertThat(stated).isAfterOrEqualTo(onThePage).isAfter(stopped);

        JsonNode silent = awaitGrade(api, SILENCED, "NO_EVIDENCE");
        assertThat(silent.path("rules").toString()).contains("\"E1\"");
        assertThat(Instant.parse(silent.path("since").asText())).isAfterOrEqualTo(stated);
        assertThat(Instant.parse(silent.path("freshUntil").asText())).isEqualTo(stated);

        page.waitForSelector("#grade :text('No evidence')");
        assertThat(page.textContent("#fresh")).contains("Evidence was fresh until");
        JsonNode told = hook.await(e -> turned(e, "CONFORMING", "NO_EVIDENCE"), PATIENCE);
        assertThat(Instant.parse(told.path("time").asText())).isAfterOrEqualTo(stated);
        assertThat(told.path("data").path("summary").asText()).startsWith("Rule E1");

        Set<String> conforming = conforming(api);
        assertThat(conforming).contains(SPEAKING).doesNotContain(SILENCED);
        assertThat(counted(collector)).isEqualTo(conforming.size());
        assertThat(edge.process().isAlive()).isTrue();

        shop.start();
        awaitGrade(api, SILENCED, "CONFORMING");
        page.waitForSelector("#grade :text('Conforming')");
        hook.await(e -> turned(e, "NO_EVIDENCE", "CONFORMING"), PATIENCE);
      }
    }
  }

  private static boolean turned(JsonNode event, String from, String to) {
    return event.path("subject").asText().equals("control/" + SILENCED)
        && event.path("data").path("from").asText().equals(from)
        && event.path("data").path("to").asText().equals(to);
  }

  /** What no check can show of the control. */
  private static void recordTheRest(Api api, String control) {
    for (String slot : List.of("DOCUMENTATION", "OPERATION")) {
      api.post(
          "/controls/" + control + "/evidence",
          """
          {"slot":"%s","title":"rule","reference":"wiki","effectiveOn":"%s","reviewDays":365,"owner":"ada"}
          """
              .formatted(
                  slot, Instant.now().minus(Duration.ofDays(30)).toString().substring(0, 10)));
    }
  }

  private static JsonNode awaitGrade(Api api, String control, String grade) {
    return api.await("/controls/" + control, c -> c.path("grade").asText().equals(grade), PATIENCE);
  }

  /** What was stated last while it was green: the agent's last commit may be graded after the agent has ended. */
  private static Instant lastStated(Api api) {
    Instant[] stated = {Instant.EPOCH};
    api.await(
        "/controls/" + SILENCED,
        control -> {
          boolean green = control.path("grade").asText().equals("CONFORMING");
          if (green) {
            stated[0] = Instant.parse(control.path("freshUntil").asText());
          }
          return !green;
        },
        PATIENCE);
    return stated[0];
  }

  private static Set<String> conforming(Api api) {
    Set<String> ids = new TreeSet<>();
    api.get("/controls?grade=CONFORMING")
        .path("controls")
        .forEach(c -> ids.add(c.path("id").asText()));
    return ids;
  }

  private static int counted(CollectorProcess collector) throws Exception {
    String metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(collector.url() + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    Matcher found = CONFORMING.matcher(metrics);
    assertThat(found.find()).as(metrics).isTrue();
    return (int) Double.parseDouble(found.group(1));
  }

  private static Page signedIn(Browser browser, CollectorProcess collector) {
    Page page = browser.newPage();
    page.setDefaultTimeout(PATIENCE.toMillis());
    page.navigate(collector.url() + "/login");
    page.fill("#name", "admin");
    page.fill("#password", collector.password());
    page.click("button[type=submit]");
    page.waitForURL(collector.url() + "/");
    return page;
  }

  private Path told(Receiver hook) throws IOException {
    Path secret = directory.resolve("secret");
    Files.writeString(secret, "a secret of more than sixteen bytes");
    Path channels = directory.resolve("channels.yaml");
    Files.writeString(
        channels,
        """
        channels:
          - name: on-call
            webhook: {url: %s, secretFile: %s}
            kinds: [control]
            controls: ["%s"]
            fold: 0m
        """
            .formatted(hook.url(), secret, SILENCED));
    Path config = directory.resolve("collector.yaml");
    Files.writeString(config, "notifications: {channels: \"%s\"}\n".formatted(channels));
    return config;
  }

  private AgentProcess agent(CollectorProcess collector, String name, Path manifests) {
    return AgentProcess.start(
        directory.resolve(name),
        name,
        collector,
        Map.of(),
        """
        manifests:
          - path: %s
            name: %s
        schedule:
          interval: 10s
          grace: 1s
        """
            .formatted(manifests, name));
  }

  private Path shop() throws IOException {
    Path manifests = Files.createDirectories(directory.resolve("shop-manifests"));
    for (String name : List.of("web", "worker", "mailer")) {
      Files.writeString(
          manifests.resolve(name + ".yaml"),
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: %1$s, namespace: shop}
          spec:
            replicas: 2
            selector: {matchLabels: {app: %1$s}}
            template:
              metadata: {labels: {app: %1$s}}
              spec:
                containers:
                  - name: main
                    image: registry.example/app:1.0
                    securityContext:
                      privileged: false
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
          """
              .formatted(name));
    }
    return manifests;
  }

  private Path edge() throws IOException {
    Path manifests = Files.createDirectories(directory.resolve("edge-manifests"));
    Files.writeString(
        manifests.resolve("ingress.yaml"),
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: edge}
        spec:
          ingressClassName: plain
          tls: [{hosts: [shop.example.org], secretName: web-tls}]
          rules:
            - host: shop.example.org
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
        """);
    return manifests;
  }
}
