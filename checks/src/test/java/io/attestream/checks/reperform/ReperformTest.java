package io.attestream.checks.reperform;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.checks.engine.Reperformance;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.testing.FixtureAgent;
import io.attestream.evidence.testing.FixtureBundle;
import io.attestream.evidence.testing.FixtureResult;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.ReperformOptions;
import io.attestream.evidence.verify.Reperformed;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.VerificationReport.Step;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyMain;
import io.attestream.evidence.verify.VerifyOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles whose signatures and hashes are all right, and whose verdicts, packs or reports are not. */
final class ReperformTest {
  private static final String ROTATED = "aws.iam.access-key.rotated";
  private static final ScopeUnit UNIT = new ScopeUnit("aws:123456789012:global");
  private static final Instant START = Instant.parse("2026-08-20T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String MAPPED = "5.17";
  private static final Catalogue CATALOGUE =
      new Catalogue(List.of(CatalogueLoader.bundled().byId(ROTATED).orElseThrow()));

  @TempDir Path folder;

  private final Engine engine = new Engine(CATALOGUE, Parameters.DEFAULTS);
  private final FixtureBundle bundle = new FixtureBundle("log.example/attestream", START);
  private final FixtureAgent agent = bundle.agent("cloud");

  ReperformTest() {
    agent.judgesBy(Hash.fromHex(engine.digest()));
    bundle.file(BundlePath.pack(engine.digest()), engine.pack());
    bundle.file(BundlePath.MAPPING, mapping("partial", MAPPED));
  }

  @Test
  void everyResultOfAnHonestBundleIsJudgedAgain() throws IOException {
    commit(0, key("a", "2026-08-01", 0), key("b", "2026-01-01", 0), denied());
    commit(1, key("a", "2026-08-01", 1), key("b", "2026-01-01", 1), denied());
    commit(2, key("a", "2026-08-01", 2), denied());
    totals(1, 0, 1);
    VerificationReport report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.reperformed()).contains(new Reperformed(3, 0, 0, 0, new TreeMap<>()));
    assertThat(report.notes()).noneMatch(note -> note.contains("not recomputed"));
  }

  @Test
  void aVerdictThatDoesNotFollowIsFound() throws IOException {
    commit(0, key("a", "2026-08-01", 0), recorded("b", "2026-01-01", Verdict.PASS));
    assertFound(
        "commits/cloud/000000000001/leaves.ndjson line",
        ROTATED + "@1 on b is recorded as pass, its evidence gives fail at 2026-08-20T00:00:00Z");
  }

  @Test
  void anUnknownForAnotherReasonIsFound() throws IOException {
    Verdict throttled = Verdict.unknown(UnknownReason.THROTTLED, "iam:ListAccessKeys");
    commit(
        0, new FixtureResult(ROTATED, 1, identity("*"), throttled, denied().observation(), START));
    assertFound("commits/cloud/000000000001/", "its evidence gives unknown (ACCESS_DENIED)");
  }

  /** The key grows older than allowed on the third day, and the agent goes on to say pass. */
  @Test
  void aPassThatTimeTurnedIntoAFailureIsFound() throws IOException {
    String created = "2026-05-24";
    commit(0, key("a", created, 0));
    commit(1, recorded("a", created, Verdict.PASS));
    commit(2, recorded("a", created, Verdict.PASS));
    commit(3, recorded("a", created, Verdict.PASS));
    assertFound("commits/cloud/000000000001/", "is recorded as pass, its evidence gives fail at");
  }

  @Test
  void aSwappedPackUnderTheOldNameIsFound() throws IOException {
    commit(0, key("a", "2026-01-01", 0));
    bundle.file(BundlePath.pack(engine.digest()), patient().pack());
    VerificationReport report = verify();
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems().get(0).file()).isEqualTo(BundlePath.pack(engine.digest()));
    assertThat(report.problems().get(0).message()).contains("is another check pack");
  }

  @Test
  void resultsOfAnotherPackThanTheNamedOneAreFound() throws IOException {
    agent.judgesBy(Hash.fromHex(patient().digest()));
    bundle.file(BundlePath.pack(patient().digest()), patient().pack());
    commit(0, key("a", "2026-01-01", 0));
    assertFound("commits/cloud/000000000001/leaves.ndjson line 1", "its evidence gives pass");
  }

  /** The agent changes to a stricter pack and keeps the verdicts of the old one. */
  @Test
  void resultsThatDidNotFollowAChangedPackAreFound() throws IOException {
    agent.judgesBy(Hash.fromHex(patient().digest()));
    bundle.file(BundlePath.pack(patient().digest()), patient().pack());
    commit(0, recorded("a", "2026-01-01", Verdict.PASS), key("b", "2026-08-01", 0));
    agent.judgesBy(Hash.fromHex(engine.digest()));
    commit(1, recorded("a", "2026-01-01", Verdict.PASS), key("b", "2026-08-01", 0), denied());
    VerificationReport report =
        assertFound("commits/cloud/000000000002/", "its evidence gives fail");
    assertThat(report.problems()).hasSize(1);
  }

  @Test
  void aChangeOfThePackIsSaid() throws IOException {
    commit(0, key("a", "2026-01-01", 0));
    agent.judgesBy(Hash.fromHex(patient().digest()));
    bundle.file(BundlePath.pack(patient().digest()), patient().pack());
    commit(1, recorded("a", "2026-01-01", Verdict.PASS));
    VerificationReport report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.notes())
        .anyMatch(
            note ->
                note.startsWith("commit 2 of agent cloud")
                    && note.contains("pack " + patient().digest() + " from then on")
                    && note.contains("by " + engine.digest() + " before"));
  }

  @Test
  void aMissingPackIsNeverPassedOver() throws IOException {
    agent.judgesBy(Hash.fromHex(patient().digest()));
    commit(0, recorded("a", "2026-01-01", Verdict.PASS));
    VerificationReport without = verify();
    assertThat(without.problems()).isEmpty();
    assertThat(without.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    Reperformed again = without.reperformed().orElseThrow();
    assertThat(again.without()).isEqualTo(1);
    assertThat(again.missingPacks()).containsEntry(patient().digest(), 1L);
    Path pack = Files.write(folder.resolve("pack.json"), patient().pack());
    assertThat(run("--reperform", "--pack", pack.toString())).startsWith("0 VALID");
    assertThat(run("--reperform"))
        .startsWith("1 VALID_WITH_GAPS")
        .contains("not in the bundle: pack " + patient().digest() + ", by which 1 commit")
        .contains("NOT judged again: 1");
  }

  @Test
  void aChangedMappingIsFound() throws IOException {
    commit(0, key("a", "2026-08-01", 0));
    String mapping = BundlePath.MAPPING;
    bundle.file(mapping, mapping("weak", MAPPED));
    assertFound(mapping, "maps " + ROTATED + " to 5.17 as weak, its pack as partial");
    bundle.file(mapping, mapping("partial", "5.18"));
    assertFound(mapping, "does not map " + ROTATED + " to " + MAPPED + "; its pack does");
    bundle.file(mapping, mapping("partial", MAPPED, "8.24"));
    assertFound(mapping, "maps " + ROTATED + " to 8.24; its pack does not");
    bundle.file(mapping, CanonicalJson.bytes(Map.of("v", 1L, "controls", List.of())));
    assertFound(mapping, ROTATED + " is left out; its pack maps it to");
    bundle.file(mapping, "{}".getBytes(StandardCharsets.UTF_8));
    assertFound(mapping, "$.v: missing");
  }

  @Test
  void totalsThatDoNotFollowAreFound() throws IOException {
    commit(0, key("a", "2026-08-01", 0), key("b", "2026-01-01", 0));
    totals(2, 0, 0);
    assertFound(
        BundlePath.TOTALS,
        "counts 2 pass, 0 fail, 0 na, 0 unknown for "
            + ROTATED
            + " in aws:123456789012:global,"
            + " the results give 1 pass, 1 fail, 0 na, 0 unknown");
    bundle.file(BundlePath.TOTALS, CanonicalJson.bytes(Map.of("v", 1L, "units", List.of())));
    assertFound(BundlePath.TOTALS, "counts 0 pass, 0 fail");
  }

  @Test
  void theSmallVerifierSaysWhoCanDoIt() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = VerifyMain.run(List.of(folderFile(), "--reperform"), out, out);
    assertThat(code).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("needs the checks' engine");
  }

  private String folderFile() {
    try {
      return bundle.write(folder.resolve("bundle.zip"), START.plus(DAY)).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Engine patient() {
    return new Engine(CATALOGUE, new Parameters(Map.of(ROTATED, Map.of("maxAgeDays", 3650L))));
  }

  private void commit(int day, FixtureResult... results) {
    bundle.add(
        agent.commit(
            UNIT,
            List.of(results),
            List.of(),
            START.plus(DAY.multipliedBy(day)),
            DAY,
            bundle.seen()));
  }

  /** A key as the engine judges it on a day. */
  private FixtureResult key(String id, String created, int day) {
    CheckProgram program = engine.program(ROTATED);
    Observation evidence = evidence(created);
    return new FixtureResult(
        ROTATED,
        program.check().version(),
        identity(id),
        program.judge(evidence, START.plus(DAY.multipliedBy(day))),
        evidence,
        START);
  }

  /** A key with a verdict of the agent's choice. */
  private FixtureResult recorded(String id, String created, Verdict verdict) {
    return new FixtureResult(ROTATED, 1, identity(id), verdict, evidence(created), START);
  }

  private FixtureResult denied() {
    BlindSpot spot = new BlindSpot("", UnknownReason.ACCESS_DENIED, "iam:ListAccessKeys", "");
    Observation evidence = new Observation(Map.of(), List.of(spot));
    return new FixtureResult(
        ROTATED, 1, identity("*"), engine.program(ROTATED).judge(evidence, START), evidence, START);
  }

  private Observation evidence(String created) {
    return engine
        .program(ROTATED)
        .project(Map.of("Status", "Active", "CreateDate", created + "T00:00:00Z"), List.of());
  }

  private static ResourceIdentity identity(String id) {
    return new ResourceIdentity(UNIT.id(), "aws.iam.access-key", id, id);
  }

  /** The collector's mapping, but for this one check as told. */
  private byte[] mapping(String strength, String... controls) {
    TreeMap<String, List<Object>> edges = new TreeMap<>();
    for (Check check : CATALOGUE.checks()) {
      for (ControlEdge edge : check.controls()) {
        if (!check.id().equals(ROTATED)) {
          edges
              .computeIfAbsent(edge.control(), control -> new ArrayList<>())
              .add(edge(check, edge.strength().key(), edge.why()));
        }
      }
    }
    Check rotated = CATALOGUE.byId(ROTATED).orElseThrow();
    for (String control : controls) {
      edges
          .computeIfAbsent(control, id -> new ArrayList<>())
          .add(edge(rotated, strength, rotated.controls().get(0).why()));
    }
    List<Object> all = new ArrayList<>();
    edges.forEach((control, list) -> all.add(Map.of("id", control, "checks", list)));
    return CanonicalJson.bytes(Map.of("v", 1L, "controls", all));
  }

  private static Map<String, Object> edge(Check check, String strength, String why) {
    return Map.of(
        "check", check.id(), "version", (long) check.version(), "strength", strength, "why", why);
  }

  private void totals(long pass, long fail, long unknown) {
    Map<String, Object> check =
        Map.of("check", ROTATED, "pass", pass, "fail", fail, "na", 0L, "unknown", unknown);
    Map<String, Object> unit = Map.of("unit", UNIT.id(), "checks", List.of(check));
    bundle.file(BundlePath.TOTALS, CanonicalJson.bytes(Map.of("v", 1L, "units", List.of(unit))));
  }

  private VerificationReport verify() throws IOException {
    VerifyOptions options =
        VerifyOptions.withLogKey(bundle.logVerifier())
            .reperforming(new ReperformOptions(Reperformance::new, List.of()));
    return Verifier.verify(
        bundle.write(
            folder.resolve("bundle.zip"), START.plus(DAY.multipliedBy(bundle.commits().size()))),
        options);
  }

  /** Exit code and text of the command. */
  private String run(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(folder.resolve("bundle.zip").toString()));
    args.addAll(List.of("--log-key", bundle.logVerifier().vkey()));
    args.addAll(List.of(options));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code = VerifyMain.run(args, out, out, Reperformance::new);
    return (code + " " + bytes.toString(StandardCharsets.UTF_8)).replaceAll("\\s+", " ");
  }

  private VerificationReport assertFound(String file, String message) throws IOException {
    VerificationReport report = verify();
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.step()).isEqualTo(Step.REPERFORM);
              assertThat(problem.file()).startsWith(file);
              assertThat(problem.message()).contains(message);
            });
    return report;
  }
}
