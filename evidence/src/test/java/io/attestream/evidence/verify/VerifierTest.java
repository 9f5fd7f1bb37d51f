package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.testing.FixtureEvidence;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void anUntouchedBundleIsValid() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    VerificationReport report =
        Verifier.verify(zip, VerifyOptions.withLogKey(evidence.logVerifier()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
  }
}
