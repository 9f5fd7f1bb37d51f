package io.attestream.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path directory;

  @Test
  void everyKeyHasADefault() throws Exception {
    CollectorConfig config = ConfigReader.read(Optional.empty(), Map.of(), Map.of());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8787);
    assertThat(config.data()).isEqualTo(Path.of("data"));
    assertThat(config.log().checkpointInterval()).isEqualTo(Duration.ofMillis(5));
    assertThat(config.log().origin()).isEmpty();
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    CollectorConfig config =
        ConfigReader.read(
            Optional.of(file("data: from-file\nhttp:\n  port: 1\nlog: {origin: from.file/log}\n")),
            Map.of("ATTESTREAM_HTTP_PORT", "2", "ATTESTREAM_DATA", "from-environment"),
            Map.of("http.port", "3"));
    assertThat(config.http().port()).isEqualTo(3);
    assertThat(config.data()).isEqualTo(Path.of("from-environment"));
    assertThat(config.log().origin()).contains("from.file/log");
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirPlaces() throws Exception {
    Path file =
        file(
            """
            http:
              prot: 80
              port: many
            log:
              checkpointInterval: 5 minutes
              origin: "with space"
            limits: 7
            port: 80
            """);
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    Optional.of(file), Map.of("ATTESTREAM_HTTP_PLAINTEXT", "yes"), Map.of()))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(
                        p -> p.equals(file + ":2: unknown key http.prot, did you mean http.port?"))
                    .anyMatch(p -> p.startsWith(file + ":3: http.port: 'many'"))
                    .anyMatch(p -> p.startsWith(file + ":5: log.checkpointInterval: '5 minutes'"))
                    .anyMatch(p -> p.startsWith(file + ":6: log.origin"))
                    .anyMatch(p -> p.startsWith(file + ":7: unknown key limits"))
                    .anyMatch(p -> p.startsWith("ATTESTREAM_HTTP_PLAINTEXT: http.plaintext: 'yes'"))
                    .contains(file + ":8: unknown key port, did you mean http.port?")
                    .hasSize(7));
  }

  @Test
  void brokenYamlNamesItsLine() throws Exception {
    Path file = file("http:\n  port: [1\n");
    assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file + ":");
  }

  @Test
  void aMissingFileIsAProblem() {
    Path missing = directory.resolve("none.yaml");
    assertThatThrownBy(() -> ConfigReader.read(Optional.of(missing), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.yaml: no such file");
  }

  @Test
  void aFileThatIsNoTextIsAProblem() throws Exception {
    Path file = Files.write(directory.resolve("noise.yaml"), new byte[] {(byte) 0xff, 0x00});
    assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), Map.of(), Map.of()))
        .hasMessageContaining("noise.yaml: is not UTF-8 text");
  }

  @Test
  void offLoopbackTlsIsRequired() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    Optional.empty(), Map.of("ATTESTREAM_HTTP_HOST", "0.0.0.0"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.tls.certificate");
  }

  @Test
  void theDocumentIsGenerated() throws Exception {
    Path document = Path.of("..", "docs", "configuration-collector.md");
    if (Boolean.getBoolean("attestream.regenerate")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, ConfigDocs.markdown());
    }
    assertThat(document).content().isEqualTo(ConfigDocs.markdown());
  }

  private Path file(String yaml) throws Exception {
    return Files.writeString(directory.resolve("collector.yaml"), yaml);
  }
}
