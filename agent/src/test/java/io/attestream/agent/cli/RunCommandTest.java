package io.attestream.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.commit.Provenance;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.ConfigReader;
import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.SteppingClock;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.hash.Hash;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir Path directory;

  @Test
  void aCommitNamesThePackWithItsParameters() throws Exception {
    Engine plain = Scans.engine(config(""));
    AgentConfig config =
        config(
            """
            checks:
              params:
                k8s.workload.image-allowed-registry: {registries: [registry.example]}
            """);
    Engine engine = Scans.engine(config);
    Provenance provenance = RunCommand.provenance(around(), config, engine);
    assertThat(provenance.pack()).isEqualTo(Hash.fromHex(engine.digest()));
    assertThat(provenance.pack()).isEqualTo(Hash.sha256(engine.pack()));
    assertThat(provenance.pack()).isNotEqualTo(Hash.fromHex(plain.digest()));
  }

  @Test
  void whatTheOrganisationSaysSetsParametersAndAParameterGoesBeforeIt() throws Exception {
    Path facts =
        Files.writeString(
            directory.resolve("organisation.yaml"),
            "clusters: {registries: [registry.example]}\nretention: {logDays: 400}\n");
    Engine engine =
        Scans.engine(
            config(
                """
                checks:
                  organisation: %s
                  params:
                    aws.logs.log-group.has-retention: {days: 30}
                """
                    .formatted(facts)));

    assertThat(engine.program("k8s.workload.image-allowed-registry").params())
        .containsEntry("registries", List.of("registry.example"));
    assertThat(engine.program("aws.logs.log-group.has-retention").params())
        .containsEntry("days", 30L);
    assertThat(engine.digest()).isNotEqualTo(Scans.engine(config("")).digest());
  }

  private AgentConfig config(String checks) throws Exception {
    Path file = directory.resolve("agent.yaml");
    Files.writeString(file, "manifests: [{path: %s}]\n".formatted(directory) + checks);
    return ConfigReader.read(file, Map.of());
  }

  private static Surroundings around() {
    return new Surroundings(
        Map.of(),
        new SteppingClock(AgentFixture.START),
        new SecureRandom(),
        "test",
        () -> "00".repeat(32),
        false,
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()));
  }
}
