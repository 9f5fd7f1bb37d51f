package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.ConfigReader;
import io.attestream.e2e.components.RequiresComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's chart renders, given to the agent. */
@RequiresComponent("helm")
class AgentChartTest {
  private static final Path CHART = Path.of("..", "helm", "attestream-agent");

  @TempDir Path directory;

  @Test
  void theDefaultsScanTheClusterAndSendToTheCollectorOfTheNamespace() throws Exception {
    AgentConfig config = read();
    assertThat(config.name()).isEqualTo("attestream-agent");
    assertThat(config.kubernetes()).hasSize(1);
    assertThat(config.aws()).isEmpty();
    assertThat(config.collector().url()).isEqualTo("https://attestream-collector:8787");
    assertThat(config.collector().tls().caFile()).isEqualTo("/etc/attestream/ca/ca.crt");
    assertThat(config.state()).isEqualTo(Path.of("/var/lib/attestream"));
  }

  @Test
  void everyValueReachesTheAgent() throws Exception {
    AgentConfig config = read("--values", CHART.resolve("ci/everything-values.yaml").toString());
    assertThat(config.name()).isEqualTo("production-agent");
    assertThat(config.kubernetes().get(0).name()).isEqualTo("production");
    assertThat(config.aws().get(0).roles().get(0).externalId()).isEqualTo("attestream");
    assertThat(config.schedule().interval()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.checks().params()).containsKey("aws.iam.user.access-keys-rotated");
    assertThat(config.limits().spoolMiB()).isEqualTo(1024);
  }

  @Test
  void withoutMetricsAndAuthorityNeitherIsConfigured() throws Exception {
    AgentConfig config = read("--values", CHART.resolve("ci/stateless-values.yaml").toString());
    assertThat(config.metrics().port()).isZero();
    assertThat(config.collector().tls().caFile()).isEmpty();
  }

  @Test
  void aKeyOfASecretIsWhereTheAgentLooks() throws Exception {
    AgentConfig config = read("--values", CHART.resolve("ci/stateless-values.yaml").toString());
    assertThat(config.ownKeyFile()).contains(Path.of("/etc/attestream/key/agent.key"));
    assertThat(read().ownKeyFile()).isEmpty();
  }

  @Test
  void checksOfTheOrganisationAreMountedWhereTheAgentLooks() throws Exception {
    String values = "checks:\n  own.yaml: |\n    id: example\n";
    Path file = Files.writeString(directory.resolve("values.yaml"), values);
    String[] args = {"--values", file.toString()};
    assertThat(read(args).checks().packs()).containsExactly(Path.of("/etc/attestream/checks"));
    Rendered chart = Rendered.chart("attestream-agent", CHART, args);
    assertThat(chart.file("own.yaml")).isEqualTo("id: example\n");
  }

  @Test
  void theSchemaKnowsEveryKeyOfTheAgentsConfigurationButThoseThatTheChartSets() throws Exception {
    Object schema =
        Rendered.of(Files.readString(CHART.resolve("values.schema.json"))).objects().get(0);
    assertThat(SchemaKeys.of(Rendered.at(schema, "properties", "config")))
        .as("keys below properties.config of " + CHART.resolve("values.schema.json"))
        .containsExactlyInAnyOrderElementsOf(
            SchemaKeys.of(AgentConfig.class).stream()
                .filter(key -> !key.equals("state") && !key.equals("keyFile"))
                .filter(key -> !key.equals("checks.packs"))
                .filter(key -> !key.startsWith("collector.") && !key.startsWith("metrics."))
                .toList());
  }

  private AgentConfig read(String... args) throws Exception {
    Rendered chart = Rendered.chart("attestream-agent", CHART, args);
    return ConfigReader.read(
        Files.writeString(directory.resolve("agent.yaml"), chart.file("agent.yaml")), Map.of());
  }
}
