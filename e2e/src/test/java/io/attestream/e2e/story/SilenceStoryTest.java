package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.CollectorProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is stopped: what it showed leaves green at the stated time, by the clock alone. */
class SilenceStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String CONTROL = "/controls/8.18";

  @TempDir Path directory;

  @Test
  void aSilentAgentsControlLeavesGreenAndComesBack() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start(directory);
        ChangingManifests manifests = ChangingManifests.in(directory.resolve("manifests"), 5, 7)) {
      Api api = collector.api();
      for (String slot : new String[] {"DOCUMENTATION", "OPERATION"}) {
        api.post(
            CONTROL + "/evidence",
            """
            {"slot":"%s","title":"rule","reference":"wiki","effectiveOn":"2026-01-01","reviewDays":1096,"owner":"ada"}
            """
                .formatted(slot));
      }
      try (AgentProcess agent = agent(collector, manifests)) {
        api.await(CONTROL, c -> grade(c).equals("CONFORMING"), PATIENCE);
        assertThat(metrics(collector)).contains("grade=\"CONFORMING\"");

        agent.stop();
        JsonNode silent = api.await(CONTROL, c -> grade(c).equals("NO_EVIDENCE"), PATIENCE);
        Instant stated = Instant.parse(silent.path("freshUntil").asText());
        JsonNode last = silent.path("history").path(0);
        assertThat(last.path("grade").asText()).isEqualTo("NO_EVIDENCE");
        assertThat(Instant.parse(last.path("at").asText())).isAfterOrEqualTo(stated);
        assertThat(silent.path("rules").toString()).contains("\"E1\"");
        assertThat(metrics(collector)).doesNotContain("grade=\"CONFORMING\"");

        agent.start();
        api.await(CONTROL, c -> grade(c).equals("CONFORMING"), PATIENCE);
      }
    }
  }

  private AgentProcess agent(CollectorProcess collector, ChangingManifests manifests) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "silent",
        collector,
        Map.of(),
        """
        manifests:
          - path: %s
            name: quiet
        schedule:
          interval: 5s
        """
            .formatted(manifests.directory()));
  }

  private static String grade(JsonNode control) {
    return control.path("grade").asText();
  }

  private static String metrics(CollectorProcess collector) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(collector.url() + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }
}
