package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that we did not write agree: Go's tlog and note packages, and openssl. */
class ForeignVerifierTest {
  @TempDir Path folder;

  @Test
  void goAndOpensslAcceptABundleAndRejectItTampered() throws Exception {
    requireCommand("go", "version");
    requireCommand("openssl", "version");
    FixtureEvidence evidence = FixtureEvidence.small();
    for (long i = 0; i < 600; i++) {
      evidence.sign(
          new Statement("n", Hash.sha256(), "https://attestream.io/decision/v1", Map.of("n", i)));
    }
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    assertThat(Verifier.verify(zip, VerifyOptions.withLogKey(evidence.logVerifier())).outcome())
        .isEqualTo(Outcome.VALID);
    Process run =
        new ProcessBuilder(
                List.of(
                    Path.of("..", "e2e", "foreign", "run").toAbsolutePath().normalize().toString(),
                    zip.toString(),
                    evidence.logVerifier().vkey()))
            .redirectErrorStream(true)
            .start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("log good: 613 entries").contains("foreign verification agrees");
    assertThat(run.exitValue()).as(output).isZero();
  }

  private static void requireCommand(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
    } catch (IOException e) {
      assertThat(System.getenv("ATTESTREAM_REQUIRE_COMPONENTS"))
          .as("%s is not installed, and nothing may be skipped", command[0])
          .isNotEqualTo("true");
      abort(command[0] + " is not installed");
    }
  }
}
