package io.attestream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.testing.FixtureCommit;
import io.attestream.evidence.testing.FixtureEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gaps, late commits, required units, periods, and the outcome that follows. */
class ContinuityTest {
  @TempDir Path folder;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  @Test
  void hourlyCommitsHaveNoGapAndIncompleteEnumerationsAreListed() throws IOException {
    VerificationReport report = verify(evidence.header(), evidence.files(), null);
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.gaps()).isEmpty();
    assertThat(report.units()).allMatch(unit -> unit.late() == 0);
    assertThat(report.incomplete())
        .containsExactly(
            new VerificationReport.Incomplete(
                "cluster", "kubernetes:prod", "k8s.node", "v1/nodes:list", "Forbidden", 4, 1, 4));
  }

  @Test
  void silenceUntilTheEndOfThePeriodIsAGapOnceTheEvidenceHasDecayed() throws IOException {
    Instant lastOfCluster = Instant.parse("2026-11-20T03:00:02Z");
    Instant promised = Instant.parse("2026-11-20T04:01:00Z");
    assertThat(verify(period(promised.plusSeconds(3658)), evidence.files(), null).gaps())
        .extracting(VerificationReport.Gap::unit)
        .doesNotContain("kubernetes:prod");
    Instant end = promised.plusSeconds(3659);
    VerificationReport report = verify(period(end), evidence.files(), null);
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .filteredOn(gap -> gap.unit().equals("kubernetes:prod"))
        .containsExactly(
            new VerificationReport.Gap(
                "cluster",
                "kubernetes:prod",
                promised,
                end,
                "the next commit was promised by " + promised));
    assertThat(lastOfCluster).isBefore(promised);
  }

  @Test
  void aStricterIntervalOfTheAuditorMakesGaps() throws IOException {
    VerificationReport report = verify(evidence.header(), evidence.files(), Duration.ofMinutes(30));
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .filteredOn(gap -> gap.unit().equals("kubernetes:prod"))
        .hasSize(3)
        .first()
        .satisfies(gap -> assertThat(gap.duration()).isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void aRequiredUnitWithoutCommitsIsAGapOverThePeriod() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    VerifyOptions options =
        new VerifyOptions(
            evidence.logVerifier(),
            null,
            new TreeSet<>(List.of("aws:999999999999:eu-west-1", "kubernetes:prod")),
            null,
            BundleLimits.DEFAULT);
    VerificationReport report = Verifier.verify(zip, options);
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .extracting(VerificationReport.Gap::unit)
        .contains("aws:999999999999:eu-west-1");
  }

  @Test
  void withoutALogKeyTheBundleOnlyAgreesWithItself() throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"));
    VerificationReport report =
        Verifier.verify(
            zip, new VerifyOptions(null, null, new TreeSet<>(), null, BundleLimits.DEFAULT));
    assertThat(report.outcome()).isEqualTo(Outcome.UNANCHORED);
    assertThat(report.notes()).anyMatch(note -> note.contains("--log-key"));
  }

  @Test
  void commitsBeforeThePeriodMayBeLeftOutWhenASnapshotStandsAtItsBegin() throws IOException {
    Instant from = FixtureEvidence.START.plus(Duration.ofMinutes(90));
    VerificationReport report = verify(later(from), periodFiles(from), null);
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes()).anyMatch(note -> note.startsWith("6 commits before the period"));
    assertThat(report.units()).extracting(VerificationReport.Unit::replayed).contains(1L, 2L);
  }

  @Test
  void aSnapshotThatIsNotWhatWasSignedIsFound() throws IOException {
    Instant from = FixtureEvidence.START.plus(Duration.ofMinutes(90));
    SortedMap<String, byte[]> files = periodFiles(from);
    FixtureCommit second = evidence.commits().get(7);
    files.put(
        second.path(BundlePath.SNAPSHOT),
        FixtureCommit.lines(second.all().subList(1, second.all().size())));
    VerificationReport report = verify(later(from), files, null);
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems().get(0).file()).isEqualTo(second.path(BundlePath.SNAPSHOT));
  }

  @Test
  void noCommitInThePeriodMayBeLeftOut() throws IOException {
    Instant from = FixtureEvidence.START.plus(Duration.ofMinutes(90));
    SortedMap<String, byte[]> files = periodFiles(from);
    String dropped = evidence.commits().get(9).path("");
    files.keySet().removeIf(path -> path.startsWith(dropped));
    VerificationReport report = verify(later(from), files, null);
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems().get(0).file()).startsWith(dropped);
  }

  /** Only what is needed from a time on: full leaves at each unit's first commit, deltas after. */
  private SortedMap<String, byte[]> periodFiles(Instant from) {
    SortedMap<String, byte[]> files = evidence.files();
    files.keySet().removeIf(path -> path.startsWith("commits/"));
    TreeSet<String> units = new TreeSet<>();
    for (FixtureCommit commit : evidence.commits()) {
      if (commit.manifest().finishedAt().isBefore(from)) {
        continue;
      }
      commit.addTo(files);
      if (units.add(commit.manifest().unit().id())) {
        files.remove(commit.path(BundlePath.LEAVES));
        files.remove(commit.path(BundlePath.DELS));
        files.put(commit.path(BundlePath.SNAPSHOT), FixtureCommit.lines(commit.all()));
      }
    }
    return files;
  }

  private BundleHeader period(Instant to) {
    return new BundleHeader(FixtureEvidence.ORIGIN, to, FixtureEvidence.START, to, "fixture 1");
  }

  private BundleHeader later(Instant from) {
    BundleHeader all = evidence.header();
    return new BundleHeader(all.origin(), all.createdAt(), from, all.to(), all.software());
  }

  private VerificationReport verify(
      BundleHeader header, SortedMap<String, byte[]> files, @Nullable Duration maxInterval)
      throws IOException {
    Path zip = evidence.write(folder.resolve("bundle.zip"), header, files);
    return Verifier.verify(
        zip,
        new VerifyOptions(
            evidence.logVerifier(), null, new TreeSet<>(), maxInterval, BundleLimits.DEFAULT));
  }
}
