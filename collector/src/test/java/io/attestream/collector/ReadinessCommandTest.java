package io.attestream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReadinessCommandTest {
  private static final String CHECK = "aws.s3.bucket.public-access-blocked";

  @TempDir private Path directory;
  private final LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
  private final String later = today.plusDays(90).toString();

  @Test
  void forecastsBesideARunningCollector() throws Exception {
    Path data = directory.resolve("data");
    try (TestCollector collector = new TestCollector(data)) {
      TestAgent agent = new TestAgent("agent");
      collector.enrol(agent);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
      TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
      unit.set(CHECK, "open", Status.FAIL, now).set(CHECK, "closed", Status.PASS, now);
      try (var stream = collector.connect(agent)) {
        stream.deliver(agent.commit(unit, now));
      }

      Run text = run("--data", data.toString(), "--audit", later);
      assertThat(text.code()).isEqualTo(1);
      assertThat(text.out())
          .contains("Readiness for the Stage 2 audit", later, "Fix first")
          .contains(CHECK + ": 1 failing")
          .contains("Clause 6.1.3: likely major nonconformity now")
          .contains("Clause 9.1/10.2: no evidence now, likely minor nonconformity at the audit")
          .contains("Not assessed, because no facts of them are kept: clauses 4.1");

      Run json = run("--data", data.toString(), "--audit", later, "--format", "json");
      JsonNode tree = new ObjectMapper().readTree(json.out());
      assertThat(tree.path("audit").asText()).isEqualTo(later);
      assertThat(tree.path("items")).hasSize(95);
      assertThat(tree.at("/fixFirst/0/checks/0/check").asText()).isEqualTo(CHECK);
      long counted = 0;
      for (JsonNode count : tree.path("then")) {
        counted += count.asLong();
      }
      assertThat(counted).isEqualTo(95);

      Run noScope = run("--data", data.toString(), "--audit", later, "--scope", "shop");
      assertThat(noScope.code()).isEqualTo(2);
      assertThat(noScope.err()).contains("there is no scope 'shop'");
      collector
          .database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO named_scope VALUES ('shop', 'Shop', 'kubernetes:*', 'x', 0, 0)"));
      Run scoped = run("--data", data.toString(), "--audit", later, "--scope", "shop");
      assertThat(scoped.out()).contains("Readiness for the Stage 2 audit").doesNotContain(CHECK);

      Run markdown =
          run("--data", data.toString(), "--audit", later, "--format", "markdown", "--stage1");
      assertThat(markdown.out())
          .startsWith("# Readiness for the Stage 1 audit on " + later)
          .contains("| area of concern, grave |")
          .doesNotContain("nonconformity");
    }
  }

  @Test
  void theLevelDecidesTheExitCode() {
    Path data = directory.resolve("data");
    try (TestDecisions log = new TestDecisions(data, Clock.systemUTC())) {
      new Statement(ControlRegistry.bundled(), log.decisions()).draft("ada");
    }
    // No agent reports, and the audit is farther off than missing evidence is read as a minor.
    assertThat(code(data, later, "likely-major")).isZero();
    assertThat(code(data, later, "likely-minor")).isZero();
    assertThat(code(data, later, "no-evidence")).isEqualTo(1);
    assertThat(code(data, later, "never")).isZero();
    String soon = today.plusDays(20).toString();
    assertThat(code(data, soon, "likely-minor")).isEqualTo(1);
    assertThat(code(data, soon, "likely-major")).isEqualTo(1);
    assertThat(code(data, soon, "LIKELY_MAJOR")).isEqualTo(1);
    assertThat(code(data, soon, "never")).isZero();
  }

  @Test
  void wrongUsageIsToldWithItsPlace() throws Exception {
    Path data = directory.resolve("data");
    new TestDecisions(data, Clock.systemUTC()).close();
    String yesterday = today.minusDays(2).toString();
    assertThat(run("--data", data.toString()).code()).isEqualTo(2);
    Run past = run("--data", data.toString(), "--audit", yesterday);
    assertThat(past.code()).isEqualTo(2);
    assertThat(past.err()).contains("--audit: audit is '" + yesterday + "'");
    assertThat(run("--data", data.toString(), "--audit", "soon").err()).contains("such as 20");
    Run level = run("--data", data.toString(), "--audit", later, "--fail-on", "terrible");
    assertThat(level.code()).isEqualTo(2);
    assertThat(level.err()).contains("'terrible' is no level", "no-evidence");
  }

  @Test
  void aDirectoryWithoutDataIsLeftAsItIs() throws Exception {
    Path absent = directory.resolve("absent");
    Run run = run("--data", absent.toString(), "--audit", later);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no collector has kept data in");
    assertThat(absent).doesNotExist();

    Path broken = Files.createDirectory(directory.resolve("broken"));
    Files.writeString(broken.resolve("attestream.db"), "this is no database, and long enough\n");
    Run unreadable = run("--data", broken.toString(), "--audit", later);
    assertThat(unreadable.code()).isEqualTo(3);
    assertThat(unreadable.err()).contains("attestream.db");
    assertThat(unreadable.out()).isEmpty();
  }

  private static int code(Path data, String audit, String level) {
    return run("--data", data.toString(), "--audit", audit, "--fail-on", level).code();
  }

  private static Run run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "readiness";
    System.arraycopy(options, 0, arguments, 1, options.length);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        CollectorMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  private record Run(int code, String out, String err) {}
}
