package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.SampledEvidence;
import io.attestream.evidence.testing.StampedEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    assertThat(judged(zip, evidence))
        .contains("log good: 613 entries")
        .contains("foreign verification agrees");
  }

  @Test
  void goAcceptsTheProofsOfASampleAndRejectsThemTampered() throws Exception {
    requireCommand("go", "version");
    requireCommand("openssl", "version");
    FixtureEvidence evidence = FixtureEvidence.small();
    Path zip = SampledEvidence.of(evidence).write(folder.resolve("sample.zip"));
    assertThat(judged(zip, evidence))
        .contains("log good: 4 proofs")
        .contains("foreign verification agrees: 2 commits");
  }

  @Test
  void opensslAcceptsTheStampsAndRejectsThemTampered() throws Exception {
    requireCommand("go", "version");
    requireCommand("openssl", "version");
    StampedEvidence evidence = new StampedEvidence();
    Path authority = folder.resolve("tsa.pem");
    Files.write(authority, evidence.authority().certificate());
    Path zip = evidence.write(folder.resolve("stamped.zip"));
    assertThat(judged(zip, evidence.bundle().logVerifier().vkey(), authority.toString()))
        .contains("stamps good: 3, by openssl ts")
        .contains("log good: 12 entries");
  }

  private static String judged(Path zip, FixtureEvidence evidence) throws Exception {
    return judged(zip, evidence.logVerifier().vkey());
  }

  private static String judged(Path zip, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "e2e", "foreign", "run").toAbsolutePath().normalize().toString());
    command.add(zip.toString());
    command.addAll(List.of(more));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(output).isZero();
    return output;
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
