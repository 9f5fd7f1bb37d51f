package io.attestream.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.e2e.components.Command;
import io.attestream.e2e.components.Components;
import io.attestream.e2e.components.RequiresComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void nothingFailsButThatOneProcessOwnsOneStoreAndNothingIsUndecided() throws IOException {
    Command.Result scan = scan();
    assertThat(checks(scan, "pass"))
        .as(scan.errors())
        .anySatisfy(check -> assertThat(check).startsWith("k8s.workload.runs-as-non-root@"));
    assertThat(checks(scan, "unknown")).isEmpty();
    // Single replicas by design: a key, a log and a database have one owner.
    assertThat(checks(scan, "fail"))
        .allSatisfy(check -> assertThat(check).startsWith("k8s.workload.replicated@"));
  }

  @Test
  void aPrivilegedContainerWouldNotPass() throws IOException {
    Path agent = manifests.resolve("attestream-agent.yaml");
    String changed =
        Files.readString(agent).replace("allowPrivilegeEscalation: false", "privileged: true");
    Files.writeString(agent, changed);
    Command.Result scan = scan();
    assertThat(scan.code()).isEqualTo(1);
    assertThat(checks(scan, "fail"))
        .anySatisfy(check -> assertThat(check).startsWith("k8s.workload.not-privileged@"));
  }

  private static List<String> checks(Command.Result scan, String status) throws IOException {
    List<String> checks = new ArrayList<>();
    for (JsonNode result : new ObjectMapper().readTree(scan.output()).path("results")) {
      if (result.path("status").asText().equals(status)) {
        checks.add(result.path("check").asText());
      }
    }
    return checks;
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
            "--fail-on=critical",
            "--format=json"));
  }
}
