package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.StampServer;
import io.attestream.e2e.components.Proc;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Bundles;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.evidence.testing.OpensslAuthority;
import io.attestream.evidence.verify.VerifyMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector whose log is stamped by a local authority, from its configuration to the auditor. */
class StampStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;
  @TempDir Path authorityFolder;

  @Test
  @RequiresComponent({"go", "node"})
  void stampsBoundWhatTheAuditorReads() throws Exception {
    OpensslAuthority.require();
    try (StampServer authority = new StampServer(authorityFolder)) {
      Path root = Files.write(directory.resolve("tsa.pem"), authority.authority().certificate());
      Path config =
          Files.writeString(
              directory.resolve("collector.yaml"),
              "log: {stamp: {authority: \"%s\", interval: 3s}}\n".formatted(authority.url()));
      Bundles.Exported bundle = run(config, authority);
      assertThat(verify(bundle, root))
          .contains("Signed and logged between, by time stamps")
          .containsPattern("commits? 1( to [0-9]+)?: no lower bound, not after 20")
          .containsPattern(": not before 20")
          .contains("Time stamps show that the first");
      foreign(bundle, root);
    }
  }

  private Bundles.Exported run(Path config, StampServer authority) throws Exception {
    try (CollectorProcess collector =
            CollectorProcess.start(directory, List.of("--config", config.toString()));
        ChangingManifests manifests = ChangingManifests.in(directory.resolve("manifests"), 5, 7);
        AgentProcess agent = agent(collector, manifests.directory())) {
      manifests.startChanging(Duration.ofMillis(200));
      collector
          .api()
          .await(
              "/agents",
              a ->
                  a.path("agents").path(0).path("commits").asInt() >= 4
                      && authority.requests() >= 3,
              PATIENCE);
      manifests.stopChanging();
      assertThat(agent.process().isAlive()).isTrue();
      return Bundles.export(collector, directory.resolve("bundle.zip"));
    }
  }

  private AgentProcess agent(CollectorProcess collector, Path manifests) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "bundled",
        collector,
        Map.of(),
        """
        manifests:
          - path: %s
            name: changing
        schedule:
          poll: 1s
          settle: 0s
        """
            .formatted(manifests));
  }

  private static String verify(Bundles.Exported bundle, Path root) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        VerifyMain.run(
            List.of(
                bundle.file().toString(), "--log-key", bundle.logKey(), "--tsa", root.toString()),
            out,
            out);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isIn(0, 1);
    return text.replaceAll("\\n +(?![ -])", " ");
  }

  private void foreign(Bundles.Exported bundle, Path root) {
    try (Proc foreign =
        Proc.start(
            directory.resolve("foreign.log"),
            List.of(
                "bash",
                Path.of("").toAbsolutePath().resolve("foreign/run").toString(),
                bundle.file().toString(),
                bundle.logKey(),
                root.toString()))) {
      int code = foreign.awaitExit(Duration.ofMinutes(5));
      assertThat(code).as(foreign.output()).isZero();
      assertThat(foreign.output()).containsPattern("stamps good: [1-9][0-9]*, by openssl ts");
    }
  }
}
