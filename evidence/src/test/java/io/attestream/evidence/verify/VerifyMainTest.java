package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyMainTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void exitCodesTellTheOutcome() throws IOException {
    String zip = bundle().toString();
    String key = evidence.logVerifier().vkey();
    Path previous = Files.writeString(folder.resolve("checkpoint"), evidence.log().signedAt(5));
    assertThat(run(zip, "--log-key", key)).isEqualTo(0);
    assertThat(run("verify", zip, "--log-key", key, "--previous", previous.toString()))
        .isEqualTo(0);
    assertThat(run(zip, "--log-key", key, "--max-interval", "PT10M")).isEqualTo(1);
    assertThat(run(zip, "--log-key", key, "--require-unit", "aws:1:eu")).isEqualTo(1);
    assertThat(run(zip)).isEqualTo(2);
    Files.writeString(previous, evidence.log().signedAt(5).replace("\n5\n", "\n6\n"));
    assertThat(run(zip, "--log-key", key, "--previous", previous.toString())).isEqualTo(3);
  }

  @Test
  void usageErrorsSayWhatIsWrong() throws IOException {
    String zip = bundle().toString();
    assertUsage("no bundle given");
    assertUsage("no such file", "nowhere.zip");
    assertUsage("unknown option --frobnicate", zip, "--frobnicate");
    assertUsage("--log-key needs a value", zip, "--log-key");
    assertUsage(
        "not a bundle: " + Path.of("").toAbsolutePath() + " is a directory",
        Path.of("").toAbsolutePath().toString());
    assertUsage(
        "--log-key: 'nowhere' is neither a verifier key nor a file", zip, "--log-key", "nowhere");
    String otherHash =
        evidence.logVerifier().vkey().replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+");
    assertUsage("another hash", zip, "--log-key", otherHash);
    assertUsage("more than one bundle", zip, zip);
    assertUsage("is not a time such as", zip, "--max-interval", "soon");
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("usage:");
  }

  @Test
  void theKeyMayStandInAFile() throws IOException {
    Path key = Files.writeString(folder.resolve("log.vkey"), evidence.logVerifier().vkey() + "\n");
    assertThat(run(bundle().toString(), "--log-key", key.toString())).isEqualTo(0);
  }

  @Test
  void theTextSaysWhatAnAuditorMustKnow() throws IOException {
    run(bundle().toString(), "--log-key", evidence.logVerifier().vkey());
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("VALID  bundle.zip: all that the bundle claims is proven\n")
        .contains("not anchored: the operator could have rebuilt this log")
        .contains("kubernetes:prod: k8s.node by v1/nodes:list: Forbidden, in 4 commits")
        .contains("it is no statement of conformity");
  }

  @Test
  void theJsonHoldsTheSameOutcome() throws IOException {
    run(bundle().toString(), "--json", "--log-key", evidence.logVerifier().vkey());
    JsonObject json = JsonObject.root(JsonReader.read(out.toByteArray(), JsonLimits.DEFAULT));
    assertThat(json.string("outcome", 20)).isEqualTo("VALID");
    assertThat(json.list("problems", 1)).isEmpty();
    assertThat(json.map("entries"))
        .containsEntry("https://attestream.io/commit/v1", 10L)
        .containsEntry("https://attestream.io/enrol/v1", 2L)
        .containsEntry("https://attestream.io/log-start/v1", 1L);
  }

  @Test
  void aFileThatIsNoZipIsInvalidNotACrash() throws IOException {
    Path file = Files.writeString(folder.resolve("bundle.zip"), "hello");
    assertThat(run(file.toString(), "--log-key", evidence.logVerifier().vkey())).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("bundle.zip: not a zip, or cut short")
        .endsWith(
            "Rely on nothing in this bundle: not all of it is what it claims to be, or it is damaged.\n")
        .doesNotContain("authentic and whole");
  }

  @Test
  void withoutAKeyNothingIsSaidToBeAuthentic() throws IOException {
    assertThat(run(bundle().toString())).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("anybody could have made it")
        .doesNotContain("authentic and whole");
  }

  private Path bundle() throws IOException {
    return evidence.write(folder.resolve("bundle.zip"));
  }

  private void assertUsage(String message, String... args) {
    err.reset();
    assertThat(run(args)).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message).contains("usage:");
  }

  private int run(String... args) {
    return VerifyMain.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
