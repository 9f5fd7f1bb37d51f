package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigReader;
import io.attestream.collector.metrics.CollectorMetric;
import io.attestream.collector.notification.Channel;
import io.attestream.collector.notification.ChannelsFile;
import io.attestream.e2e.components.Command;
import io.attestream.e2e.components.Ports;
import io.attestream.e2e.components.Proc;
import io.attestream.e2e.components.RequiresComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collector's chart renders, given to the collector. */
@RequiresComponent("helm")
class CollectorChartTest {
  private static final Path CHART = Path.of("..", "helm", "attestream-collector");
  private static final Path JAR = Path.of("..", "collector", "target", "attestream-collector.jar");

  @TempDir Path directory;

  @Test
  void theCollectorStartsOnWhatIsRenderedAndAnswersItsProbesOverTls() throws Exception {
    Rendered chart = render();
    Path config = directory.resolve("collector.yaml");
    Files.writeString(config, rooted(chart.file("collector.yaml")));
    Path tls = Files.createDirectories(directory.resolve("etc/attestream/tls"));
    for (String file : List.of("tls.crt", "tls.key", "ca.crt")) {
      String data = (String) Rendered.at(chart.one("Secret", "-tls"), "data", file);
      Files.write(tls.resolve(file), Base64.getDecoder().decode(data));
    }

    int port = Ports.free();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (Proc collector =
        Proc.start(
            directory.resolve("collector.log"),
            List.of(
                java.toString(),
                "-jar",
                JAR.toString(),
                "--config",
                config.toString(),
                "--port",
                Integer.toString(port)))) {
      collector.awaitOutput(Pattern.compile("Listening on https://"), Duration.ofSeconds(60));
      Object container =
          Rendered.at(chart.one("StatefulSet", ""), "spec", "template", "spec", "containers", 0);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        Object get = Rendered.at(container, probe, "httpGet");
        assertThat(Rendered.at(get, "scheme")).isEqualTo("HTTPS");
        // As an agent would: by a name of the Service, trusting the rendered authority alone.
        String name = "attestream-collector.evidence.svc";
        assertThat(
                Command.run(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--fail",
                        "--cacert",
                        tls.resolve("ca.crt").toString(),
                        "--connect-to",
                        name + ":8787:127.0.0.1:" + port,
                        "https://" + name + ":8787" + Rendered.at(get, "path"))
                    .orThrow())
            .as(probe)
            .isNotEmpty();
      }
    }
  }

  @Test
  void everyValuesFileRendersAConfigurationThatTheCollectorTakes() throws Exception {
    try (var files = Files.newDirectoryStream(CHART.resolve("ci"), "*-values.yaml")) {
      for (Path values : files) {
        Path config = directory.resolve("collector.yaml");
        Files.writeString(config, render("--values", values.toString()).file("collector.yaml"));
        CollectorConfig read = ConfigReader.read(Optional.of(config), Map.of(), Map.of());
        assertThat(read.http().loopback()).as(values.toString()).isFalse();
      }
    }
  }

  @Test
  void theChannelsThatAreRenderedAreTakenAndTheirSecretsComeFromVariables() throws Exception {
    Rendered chart = render("--values", CHART.resolve("ci/everything-values.yaml").toString());
    Path channels = directory.resolve("notifications.yaml");
    Files.writeString(channels, chart.file("notifications.yaml"));
    Map<String, String> variables =
        Map.of(
            "HOOK_SECRET", "a secret of more than 16 bytes",
            "SLACK_URL", "https://hooks.slack.example/T0",
            "MAIL_PASSWORD", "password");
    assertThat(ChannelsFile.read(channels, variables))
        .extracting(Channel::name)
        .containsExactly("on-call", "team", "owner");
    Object container =
        Rendered.at(chart.one("StatefulSet", ""), "spec", "template", "spec", "containers", 0);
    assertThat(Rendered.at(container, "envFrom", 0, "secretRef", "name"))
        .isEqualTo("evidence-channels");
    assertThat(chart.file("collector.yaml")).contains("/etc/attestream/notifications.yaml");
  }

  @Test
  void theSchemaKnowsEveryKeyOfTheCollectorsConfigurationButThoseThatTheChartSets()
      throws Exception {
    Object schema =
        Rendered.of(Files.readString(CHART.resolve("values.schema.json"))).objects().get(0);
    assertThat(SchemaKeys.of(Rendered.at(schema, "properties", "config")))
        .as("keys below properties.config of " + CHART.resolve("values.schema.json"))
        .containsExactlyInAnyOrderElementsOf(
            SchemaKeys.of(CollectorConfig.class).stream()
                .filter(
                    key ->
                        !key.equals("data")
                            && !key.startsWith("http.")
                            && !key.equals("notifications.channels"))
                .toList());
  }

  @Test
  void alertsAndDashboardReadMetricsThatTheCollectorHas() throws Exception {
    Set<String> exposed =
        Arrays.stream(CollectorMetric.values())
            .map(CollectorMetric::exposed)
            .collect(Collectors.toSet());
    assertThat(MetricNames.readBy(CHART)).isNotEmpty().isSubsetOf(exposed);
  }

  private static Rendered render(String... args) {
    return Rendered.chart("attestream-collector", CHART, args);
  }

  /** The container's paths, below the test's directory; and not on every interface. */
  private String rooted(String config) {
    return config
        .replace("/etc/attestream", directory.resolve("etc/attestream").toString())
        .replace("/var/lib/attestream", directory.resolve("data").toString())
        .replace("0.0.0.0", "127.0.0.1");
  }
}
