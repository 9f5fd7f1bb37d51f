package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.e2e.components.Command;
import io.attestream.e2e.components.Components;
import io.attestream.e2e.components.RequiresComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The charts under the product's own checks, as a pipeline would run them before a deployment. */
@RequiresComponent("helm")
class OwnChecksTest {
  private static final Path JAR = Path.of("..", "agent", "target", "attestream-agent.jar");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir Path manifests;

  @BeforeEach
  void render() throws IOException {
    for (String chart : List.of("attestream-agent", "attestream-collector")) {
      String rendered =
          Command.run(
                  Components.path("helm").toString(),
                  "template",
                  chart,
                  Path.of("..", "helm", chart).toString(),
                  "--namespace=evidence",
                  "--set=image.digest=" + DIGEST)
              .orThrow();
      Files.writeString(manifests.resolve(chart + ".yaml"), rendered);
    }
  }

  @Test
  void noCheckFailsAndNoneIsUndecided() {
    Command.Result scan = scan();
    assertThat(scan.output()).contains("k8s.workload.runs-as-non-root");
    assertThat(scan.code()).as(scan.output() + scan.errors()).isZero();
  }

  @Test
  void aPrivilegedContainerWouldNotPass() throws IOException {
    Path agent = manifests.resolve("attestream-agent.yaml");
    String changed =
        Files.readString(agent).replace("allowPrivilegeEscalation: false", "privileged: true");
    Files.writeString(agent, changed);
    Command.Result scan = scan();
    assertThat(scan.code()).isEqualTo(1);
    assertThat(scan.output()).contains("k8s.workload.not-privileged");
  }

  private Command.Result scan() {
    return Command.run(
        "",
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString(),
            "once",
            "--manifests=" + manifests,
            "--fail-on=low",
            "--unknown-fails",
            "--format=json"));
  }
}
