package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.stamp.StampAuthority;
import io.attestream.evidence.testing.FixtureAuthority;
import io.attestream.evidence.testing.FixtureEvidence;
import io.attestream.evidence.testing.StampedEvidence;
import io.attestream.evidence.verify.VerificationReport.Window;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
  private static final Instant FIRST = StampedEvidence.START.plus(Duration.ofMinutes(30));

  @TempDir Path folder;

  private final StampedEvidence evidence = new StampedEvidence();

  @Test
  void eachCommitStandsBetweenTwoStamps() throws Exception {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    VerificationReport report =
        Verifier.verify(
            zip,
            VerifyOptions.withLogKey(evidence.bundle().logVerifier())
                .withAuthority(StampAuthority.of(evidence.authority().certificate())));
    assertThat(report.outcome()).as("%s", report.problems()).isEqualTo(Outcome.VALID);
    Duration hour = Duration.ofHours(1);
    Duration off = Duration.ofSeconds(1);
    assertThat(report.windows())
        .startsWith(
            new Window("cloud", 1, 1, null, FIRST.plus(off)),
            new Window("cloud", 2, 2, FIRST.minus(off), FIRST.plus(hour).plus(off)),
            new Window(
                "cloud",
                3,
                3,
                FIRST.plus(hour).minus(off),
                FIRST.plus(hour.multipliedBy(2)).plus(off)))
        .hasSize(6);
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("Time stamps show that the first 11 entries"))
        .noneMatch(note -> note.contains("not anchored"));
  }

  @Test
  void theWindowsAreInTheTextAndTheJson() throws Exception {
    assertThat(run(evidence.write(folder.resolve("bundle.zip"))))
        .contains("agent cloud, commit 1: no lower bound, not after 2026-11-20T00:30:01Z")
        .contains(
            "agent cluster, commit 3: not before 2026-11-20T01:29:59Z, not after"
                + " 2026-11-20T02:30:01Z");
    assertThat(run(folder.resolve("bundle.zip"), "--json"))
        .contains(
            "{\"agent\":\"cloud\",\"firstSeq\":2,\"lastSeq\":2,"
                + "\"notAfter\":\"2026-11-20T01:30:01Z\",\"notBefore\":\"2026-11-20T00:29:59Z\"}");
  }

  private String run(Path zip, String... more) throws Exception {
    Path certificate = Files.write(folder.resolve("tsa.pem"), evidence.authority().certificate());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> args =
        new ArrayList<>(
            List.of(
                zip.toString(),
                "--log-key",
                evidence.bundle().logVerifier().vkey(),
                "--tsa",
                certificate.toString()));
    args.addAll(List.of(more));
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(VerifyMain.run(args, stream, stream)).isZero();
    return out.toString(StandardCharsets.UTF_8).replaceAll("\n +(?! *- )", " ");
  }

  @Test
  void withoutAnAuthorityStampsAreNamedAndNotUsed() throws Exception {
    VerificationReport report =
        Verifier.verify(
            evidence.write(folder.resolve("bundle.zip")),
            VerifyOptions.withLogKey(evidence.bundle().logVerifier()));
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.windows()).isEmpty();
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("The log holds 3 time stamps"))
        .anyMatch(note -> note.startsWith("not anchored"));
  }

  @Test
  void anAuthorityThatStampedNothingIsAProblem() throws Exception {
    FixtureEvidence unstamped = FixtureEvidence.small();
    VerificationReport report =
        Verifier.verify(
            unstamped.write(folder.resolve("bundle.zip")),
            VerifyOptions.withLogKey(unstamped.logVerifier())
                .withAuthority(StampAuthority.of(new FixtureAuthority("Clock").certificate())));
    assertThat(report.problems())
        .extracting(VerificationReport.Problem::message)
        .containsExactly("the log holds no time stamp by this authority");
  }
}
