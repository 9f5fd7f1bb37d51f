package io.attestream.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  @Test
  void everythingHasADefault() {
    AgentConfig config = ConfigReader.defaults(Map.of());
    assertThat(config.schedule().interval()).isEqualTo(Duration.ofHours(1));
    assertThat(config.schedule().settle()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.collector().url()).isEmpty();
    assertThat(config.hasSources()).isFalse();
  }

  @Test
  void aFileSetsSectionsListsAndShortForms() {
    AgentConfig config =
        read(
            """
            name: prod-1
            state: /var/lib/attestream
            collector:
              url: https://collector.example:8443
              tokenFile: /run/token
              tls: {caFile: /etc/ca.pem}
            aws:
              regions: [eu-west-1, eu-central-1]
              roles:
                - {arn: "arn:aws:iam::123456789012:role/attestream", externalId: x}
            kubernetes: true
            manifests: [charts/out, {path: other, name: shop}]
            schedule: {interval: 30m}
            checks:
              packs: [own]
              params: {aws.iam.access-key.rotated: {maxAgeDays: 60}}
            """,
            Map.of());
    assertThat(config.aws()).hasSize(1);
    assertThat(config.aws().get(0).regions()).containsExactly("eu-west-1", "eu-central-1");
    assertThat(config.aws().get(0).roles().get(0).externalId()).isEqualTo("x");
    assertThat(config.kubernetes()).containsExactly(KubernetesSection.defaults());
    assertThat(config.manifests())
        .containsExactly(
            new ManifestsSection(Path.of("charts/out"), ""),
            new ManifestsSection(Path.of("other"), "shop"));
    assertThat(config.checks().params())
        .isEqualTo(Map.of("aws.iam.access-key.rotated", Map.of("maxAgeDays", 60L)));
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLineAndTheNearKey() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    nmae: x
                    collector:
                      url: ftp://somewhere
                      token: a
                      tokenFile: b
                    schedule:
                      intervall: 1h
                      settle: soon
                    limits: {window: 0}
                    aws:
                      - {ownAccount: maybe, regions: 7}
                    manifests:
                      - {name: shop}
                    metrics: 9000
                    """,
                    Map.of("ATTESTREAM_LIMITS_WINDW", "3", "ATTESTREAM_METRICS_PORT", "x")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "environment ATTESTREAM_LIMITS_WINDW: unknown variable, did you mean"
                            + " ATTESTREAM_LIMITS_WINDOW?",
                        "agent.yaml:1: unknown key 'nmae', did you mean 'name'?",
                        "agent.yaml:3: 'collector.url' is 'ftp://somewhere', it must match"
                            + " (https?://[^/?#]+/?)?",
                        "agent.yaml:7: unknown key 'intervall', did you mean 'interval'?",
                        "agent.yaml:8: 'schedule.settle' is 'soon', expected a number with ms, s,"
                            + " m, h or d, such as 30s",
                        "agent.yaml:9: 'limits.window' must be between 1 and 256 (it is 0)",
                        "agent.yaml:11: 'aws[0].ownAccount' must be true or false, it is 'maybe'",
                        "agent.yaml:11: 'aws[0].regions[0]' is '7', it must match"
                            + " [a-z]+(-[a-z]+)+-[0-9]+",
                        "agent.yaml:13: 'manifests[0].path' is missing",
                        "agent.yaml:14: 'metrics' must be a map, it is a number",
                        "environment ATTESTREAM_METRICS_PORT: 'metrics.port' is 'x', expected a"
                            + " whole number"));
  }

  @Test
  void aRuleOverSeveralKeysNamesItsSection() {
    assertThatThrownBy(() -> read("collector: {token: a, tokenFile: b}\n", Map.of()))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .isEqualTo(
                        List.of("agent.yaml:1: 'collector': set token or tokenFile, not both")));
  }

  @Test
  void theEnvironmentOverridesTheFile() {
    AgentConfig config =
        read(
            "collector: {url: 'http://127.0.0.1:1'}\n",
            Map.of(
                "ATTESTREAM_COLLECTOR_URL", "http://127.0.0.1:2",
                "ATTESTREAM_COLLECTOR_TOKEN", "tok",
                "ATTESTREAM_CHECKS_PACKS", "a, b",
                "ATTESTREAM_HOME", "not a key"));
    assertThat(config.collector().url()).isEqualTo("http://127.0.0.1:2");
    assertThat(config.collector().token()).isEqualTo(new Secret("tok"));
    assertThat(config.checks().packs()).containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void noTextOfTheConfigurationShowsASecret() {
    AgentConfig config = read("collector: {token: hunter2}\n", Map.of());
    assertThat(config.toString()).doesNotContain("hunter2").contains("(hidden)");
  }

  @Test
  void theSameConfigurationHasTheSameText() {
    String yaml = "checks: {params: {b: {y: 1, x: 2}, a: {z: 1}, c: {q: 1}}}\n";
    assertThat(read(yaml, Map.of()).toString()).isEqualTo(read(yaml, Map.of()).toString());
  }

  @Test
  void brokenYamlIsOneProblemWithItsLine() {
    assertThatThrownBy(() -> read("name: [a\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("agent.yaml:")
        .hasMessageContaining("not YAML");
  }

  private static AgentConfig read(String yaml, Map<String, String> environment) {
    return ConfigReader.read("agent.yaml", yaml.getBytes(StandardCharsets.UTF_8), environment);
  }
}
