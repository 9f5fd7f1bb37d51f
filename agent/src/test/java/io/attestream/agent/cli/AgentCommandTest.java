package io.attestream.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.FakeCollector;
import io.attestream.agent.testing.SteppingClock;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class AgentCommandTest {
  private static final String OWN_CHECK =
      """
      id: k8s.workload.labelled
      version: 1
      title: Has a team
      severity: low
      resource: k8s.workload
      controls: [{id: "8.9", strength: weak, why: Somebody answers for its configuration.}]
      observe: [metadata.labels.team]
      passes: r.metadata.labels.team != ""
      message: No team.
      rationale: Somebody must answer for it.
      remediation: {manifest: Set the label team.}
      references: ["https://example.com/labels"]
      cases:
        - {name: team, expect: pass, resource: {metadata: {labels: {team: shop}}}}
        - {name: empty, expect: fail, resource: {metadata: {labels: {team: ""}}}}
        - {name: none, expect: unknown, resource: {metadata: {labels: {}}}}
      """;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void manifests() throws IOException {
    Files.writeString(
        directory.resolve("web.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - {name: web, image: "nginx:latest", securityContext: {privileged: true}}
        """);
  }

  @Test
  void onceFailsByPolicyAndSaysWhatFailed() {
    assertThat(run("once", "--manifests", directory.toString())).isEqualTo(ExitCode.POLICY);
    assertThat(out.toString())
        .contains("k8s.workload.not-privileged")
        .contains("shop/web")
        .contains("results on");
  }

  @Test
  void onceWithoutAPolicyAlwaysEndsWell() {
    assertThat(run("once", "--manifests", directory.toString(), "--fail-on", "never"))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aFileThatCannotBeReadIsUnknownAndFailsWhereThatIsAsked() throws IOException {
    Files.writeString(directory.resolve("broken.yaml"), "kind: Deployment\n  bad: [\n");
    assertThat(
            run(
                "once",
                "--manifests",
                directory.toString(),
                "--fail-on",
                "never",
                "--unknown-fails"))
        .isEqualTo(ExitCode.POLICY);
    assertThat(out.toString()).contains("UNPARSABLE");
  }

  @Test
  void jsonHasEveryResultWithItsEvidence() {
    run("once", "--manifests", directory.toString(), "--format", "json");
    Map<?, ?> report =
        (Map<?, ?>)
            JsonReader.read(
                out.toString().strip().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    assertThat((Iterable<?>) report.get("results"))
        .anySatisfy(
            result -> assertThat((Map<?, ?>) result).extracting("status").isEqualTo("fail"));
  }

  @Test
  void theResultsAreInTheSameOrderHoweverTheWorkFellOut() throws IOException {
    String web = Files.readString(directory.resolve("web.yaml"));
    for (int i = 0; i < 200; i++) {
      Files.writeString(
          directory.resolve("web-%03d.yaml".formatted(i)),
          web.replace("name: web,", "name: web-%03d,".formatted(i)));
    }
    run("once", "--manifests", directory.toString(), "--format", "json");
    Map<?, ?> report =
        (Map<?, ?>)
            JsonReader.read(
                out.toString().strip().getBytes(StandardCharsets.UTF_8),
                new JsonLimits(100_000_000, 50, 10_000_000));
    List<String> order =
        Objects.requireNonNull((List<?>) report.get("results")).stream()
            .map(result -> (Map<?, ?>) result)
            .map(result -> result.get("type") + " " + result.get("id") + " " + result.get("check"))
            .toList();
    assertThat(order).hasSizeGreaterThan(201 * 30).isSorted().doesNotHaveDuplicates();
    assertThat(report.get("resources")).isEqualTo(201L);
  }

  @Test
  void junitIsXmlThatCounts() throws Exception {
    run("once", "--manifests", directory.toString(), "--format", "junit");
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getElementsByTagName("testcase").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("tests")))
        .isPositive();
    assertThat(root.getElementsByTagName("failure").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("failures")))
        .isPositive();
  }

  @Test
  void explainShowsTheEvidenceAndTheExpression() {
    assertThat(
            run(
                "explain",
                "k8s.workload.not-privileged",
                "shop/web",
                "--manifests",
                directory.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("FAIL").contains("evidence", "passes", "privileged");
  }

  @Test
  void planNamesUnitsTypesAndChecks() {
    assertThat(run("plan", "--manifests", directory.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("manifests:").contains("k8s.workload");
  }

  @Test
  void aNameCannotWriteOnTheTerminalAndIsWholeInJson() throws IOException {
    Files.writeString(
        directory.resolve("web.yaml"),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: "a\\u001b[31m\\u202eb", namespace: shop}
        spec: {type: NodePort}
        """);
    run("once", "--manifests", directory.toString());
    assertThat(out.toString())
        .contains("a\\u001b[31m\\u202eb")
        .doesNotContain(Character.toString(0x1b))
        .doesNotContain(Character.toString(0x202e));

    run("once", "--manifests", directory.toString(), "--format", "json");
    assertThat(out.toString()).contains(Character.toString(0x202e));
  }

  @Test
  void aNewCheckIsCompleteAndIsWrittenOnce() {
    String id = "aws.s3.bucket.our-rule-holds";
    String own = directory.resolve("own").toString();
    assertThat(run("checks", "new", id, "--dir", own)).isEqualTo(ExitCode.OK);
    assertThat(directory.resolve("own/our-rule-holds.yaml")).content().contains("id: " + id);
    assertThat(run("checks", "lint", own)).as(out.toString()).isEqualTo(ExitCode.OK);
    assertThat(run("checks", "test", own)).as(out.toString()).isEqualTo(ExitCode.OK);

    assertThat(run("checks", "new", id, "--dir", own)).isEqualTo(ExitCode.USAGE);
    assertThat(run("checks", "new", "aws.s3.buckt.x", "--dir", own)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("our-rule-holds.yaml exists")
        .contains("did you mean 'aws.s3.bucket'?");
  }

  @Test
  void planCountsTheCallsOfARun() {
    assertThat(run("plan", "--sample", "--count")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("\\n +1 Iam:GetAccountSummary\\n")
        .containsPattern("\\n  [1-9][0-9]+ calls for [1-9][0-9]+ resources\\n");
  }

  @Test
  void policiesAreWhatTheSourcesDeclare() {
    assertThat(run("policy", "kubernetes")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("verbs: [list, watch]").doesNotContain("secrets]");
    assertThat(run("policy", "aws")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("s3:GetBucketPolicyStatus");
  }

  @Test
  void theSampleNeedsNoNetworkAndHasBothProviders() {
    assertThat(run("once", "--sample", "--fail-on", "never")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("aws.").contains("k8s.");
  }

  @Test
  void checksListsTheCatalogue() {
    assertThat(run("checks", "list", "privileged")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("k8s.workload.not-privileged");
  }

  @Test
  void lintNamesEveryMistakeInOwnChecksWithItsLineAndReadsTheOtherFiles() throws IOException {
    Path own = ownChecks();
    Files.writeString(
        own.resolve("broken.yaml"),
        OWN_CHECK
            .replace("severity: low", "severty: low")
            .replace("expect: fail", "expect: fial")
            .replace("labelled", "tagged"));
    Files.writeString(own.resolve("no-yaml.yml"), "id: [\n");
    Files.writeString(
        own.resolve("elsewhere.yaml"),
        OWN_CHECK
            .replace("labelled", "named")
            .replace("Has a team", "Named")
            .replace("8.9", "8.99"));

    assertThat(run("checks", "lint", own.toString())).isEqualTo(ExitCode.POLICY);

    assertThat(out.toString().replace(own.toString(), ""))
        .contains("/broken.yaml:4: unknown key 'severty'; did you mean 'severity'?")
        .contains("/broken.yaml:1: key 'severity' is missing")
        .contains("/broken.yaml:15: 'expect' is 'fial'")
        .contains("/no-yaml.yml:")
        .contains("/elsewhere.yaml: UNKNOWN_CONTROL k8s.workload.named 8.99")
        .contains("2 of 4 files are checks")
        .doesNotContain("good.yaml");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void ownChecksThatAreRightHaveNoMistakesAndTheirCasesRun() throws IOException {
    Path own = ownChecks();
    assertThat(run("checks", "lint", own.toString())).as("%s", out).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("1 of 1 files are checks, no mistakes");
    assertThat(run("checks", "test", own.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("3 cases of 1 checks, all as expected");
  }

  @Test
  void testRunsTheCasesOfTheOwnChecksThatCanBeReadAndTellsOfTheOthers() throws IOException {
    Path own = ownChecks();
    Files.writeString(own.resolve("broken.yaml"), OWN_CHECK.replace("severity: low", ""));
    Files.writeString(
        own.resolve("wrong.yaml"),
        OWN_CHECK.replace("labelled", "owned").replace("team: \"\"", "team: shop"));

    assertThat(run("checks", "test", own.toString())).isEqualTo(ExitCode.POLICY);

    assertThat(out.toString().replace(own.toString(), ""))
        .contains("/broken.yaml:1: key 'severity' is missing")
        .contains("/wrong.yaml:15  expected fail, got pass")
        .contains("6 cases of 2 checks, 1 wrong");
  }

  @Test
  void anOwnCheckCannotTakeTheIdOfABundledOneAndAnEmptyDirectoryIsNoSuccess() throws IOException {
    Path own = ownChecks();
    Files.writeString(
        own.resolve("good.yaml"),
        OWN_CHECK.replace("k8s.workload.labelled", "k8s.workload.not-privileged"));
    assertThat(run("checks", "lint", own.toString())).isEqualTo(ExitCode.POLICY);
    assertThat(out.toString())
        .contains("good.yaml:1: k8s.workload.not-privileged is a bundled check already");

    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThat(run("checks", "test", empty.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("checks", "lint", directory.resolve("none").toString()))
        .isEqualTo(ExitCode.UNUSABLE);
    assertThat(err.toString())
        .contains("no *.yaml or *.yml files in " + empty)
        .contains("no such file or directory: " + directory.resolve("none"));
  }

  private Path ownChecks() throws IOException {
    Path own = Files.createDirectories(directory.resolve("own"));
    Files.writeString(own.resolve("good.yaml"), OWN_CHECK);
    return own;
  }

  @Test
  void enrolPinsTheLogsKey() {
    try (FakeCollector collector = new FakeCollector()) {
      Path token = directory.resolve("token");
      write(token, "token\n");
      String[] arguments = {
        "enrol",
        "--collector",
        "http://127.0.0.1:" + collector.address().port(),
        "--token-file",
        token.toString(),
        "--name",
        "agent",
        "--state",
        directory.resolve("state").toString()
      };
      assertThat(run(arguments)).isEqualTo(ExitCode.OK);
      assertThat(out.toString()).contains("enrolled as agent").contains(collector.logKey());
      assertThat(directory.resolve("state/enrolled")).hasContent("agent");
      assertThat(run(arguments)).isEqualTo(ExitCode.OK);
      assertThat(out.toString()).contains("already enrolled");
    }
  }

  @Test
  void aRefusedTokenIsOneSentence() {
    try (FakeCollector collector = new FakeCollector()) {
      Path token = directory.resolve("token");
      write(token, "wrong");
      assertThat(
              run(
                  "enrol",
                  "--collector",
                  "http://127.0.0.1:" + collector.address().port(),
                  "--token-file",
                  token.toString(),
                  "--state",
                  directory.resolve("state").toString()))
          .isEqualTo(ExitCode.UNUSABLE);
      assertThat(err.toString()).isEqualTo("enrolment refused: UNAUTHENTICATED\n");
    }
  }

  @Test
  void wrongUseIsToldWithoutAStackTrace() {
    assertThat(run("once")).isEqualTo(ExitCode.USAGE);
    assertThat(run("once", "--formt", "json")).isEqualTo(ExitCode.USAGE);
    assertThat(run("once", "--manifests", directory.toString(), "--fail-on", "bad"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("once", "--manifests", directory.resolve("none").toString()))
        .isEqualTo(ExitCode.UNUSABLE);
    assertThat(run("run", "--manifests", directory.toString(), "--collector", "http://10.0.0.1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("plain http is for loopback addresses only")
        .doesNotContain("\tat ");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int run(String... arguments) {
    Surroundings around =
        new Surroundings(
            Map.of(),
            new SteppingClock(AgentFixture.START),
            new SecureRandom(),
            "test",
            () -> {
              if (arguments[0].equals("run")) {
                return "00".repeat(32);
              }
              throw new AssertionError("only what signs commits reads the whole jar");
            },
            false,
            new PrintWriter(out),
            new PrintWriter(err, true));
    int code = AgentCommand.run(around, arguments);
    around.out().flush();
    return code;
  }
}
