package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.testing.Attacks;
import io.attestream.evidence.testing.BundleSurgery;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportHtmlTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void thePageSaysWhatTheTextSays() throws Exception {
    String page = page(evidence.write(folder.resolve("bundle.zip")), 0);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("VALID  bundle.zip: all that the bundle claims is proven")
        .contains("<td>aws:123456789012:eu-west-1</td>")
        .contains("v1/nodes:list: Forbidden")
        .contains("not anchored: the operator could have rebuilt this log")
        .contains("it is no statement of conformity");
  }

  @Test
  void itNeedsNothingButItself() throws Exception {
    assertThat(page(evidence.write(folder.resolve("bundle.zip")), 0))
        .doesNotContain("<script", "<link", "<img", "src=", "href=", "url(", "@import");
  }

  @Test
  void whatAnAttackerWritesIsText() throws Exception {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    BundleSurgery surgery = new BundleSurgery(zip, evidence.logKey());
    assertThat(
            Attacks.all().stream()
                .filter(attack -> attack.name().equals("failure-turned-to-pass"))
                .findFirst()
                .orElseThrow()
                .surgeon()
                .operate(surgery))
        .isTrue();
    Path evil = surgery.write(folder.resolve("<script>alert('1')&.zip"));
    assertThat(page(evil, 3))
        .contains("&lt;script&gt;alert(&#39;1&#39;)&amp;.zip: not accepted")
        .contains("<h2>Problems</h2>")
        .doesNotContain("<script", "<h2>Proven</h2>");
  }

  private String page(Path zip, int exitCode) throws Exception {
    Path page = folder.resolve("page.html");
    PrintStream ignored =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(
            VerifyMain.run(
                List.of(
                    zip.toString(),
                    "--log-key",
                    evidence.logVerifier().vkey(),
                    "--html",
                    page.toString()),
                ignored,
                ignored))
        .isEqualTo(exitCode);
    return Files.readString(page);
  }
}
