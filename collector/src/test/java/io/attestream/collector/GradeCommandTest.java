package io.attestream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GradeCommandTest {
  private static final String MINOR =
      """
      auditInDays: 30
      controls:
      - {control: 8.5, checks: [{check: mfa, severity: H, n: 240, f: 60, age: 9}]}
      """;

  @TempDir private Path directory;

  @Test
  void printsGradeRulesFactsAndForecast() throws IOException {
    Run run = run("grade", file("facts.yaml", MINOR).toString());
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            A.8.5: likely minor nonconformity (confidence high)
                facts: class F, 1 check, coverage 100.0 %, manual evidence valid
                N1: mfa: high, 60 of 240 failing, oldest 9 d, beyond its remediation time
                    but the failures are tracked
            Forecast for the audit in 30 days, if nothing is done:
                A.8.5: likely major nonconformity (M2, N1)
            """);
  }

  @Test
  void theWordsOfAStageOneAudit() throws IOException {
    Run run = run("grade", file("facts.yaml", "stage: 1\n" + MINOR).toString());
    assertThat(run.out()).contains("A.8.5: area of concern (").doesNotContain("nonconformity");
  }

  @Test
  void printsJson() throws IOException {
    Run run = run("grade", "--format", "json", file("facts.yaml", MINOR).toString());
    assertThat(run.code()).isZero();
    JsonNode estate = new ObjectMapper().readTree(run.out()).path("estates").path(0);
    assertThat(estate.at("/controls/0/control").asText()).isEqualTo("8.5");
    assertThat(estate.at("/controls/0/grade").asText()).isEqualTo("LIKELY_MINOR");
    assertThat(estate.at("/controls/0/confidence").asText()).isEqualTo("HIGH");
    assertThat(estate.at("/controls/0/fired/0/rule").asText()).isEqualTo("N1");
    assertThat(estate.at("/forecast/days").asInt()).isEqualTo(30);
    assertThat(estate.at("/forecast/controls/0/grade").asText()).isEqualTo("LIKELY_MAJOR");
    assertThat(estate.at("/worst").asText()).isEqualTo("LIKELY_MAJOR");
  }

  @Test
  void aThresholdSetsTheExitCode() throws IOException {
    String now = MINOR.replace("auditInDays: 30\n", "");
    String facts = file("facts.yaml", now).toString();
    assertThat(run("grade", "--fail-on", "likely-major", facts).code()).isZero();
    assertThat(run("grade", "--fail-on", "likely-minor", facts).code()).isEqualTo(1);
    assertThat(run("grade", "--fail-on", "ofi", facts).code()).isEqualTo(1);
    String forecast = file("forecast.yaml", MINOR).toString();
    assertThat(run("grade", "--fail-on", "likely-major", forecast).code()).isEqualTo(1);
    assertThat(run("grade", "--fail-on", "terrible", facts).code()).isEqualTo(2);
  }

  @Test
  void mistakesOfEveryFileAreToldAndNothingIsGraded() throws IOException {
    Path wrong = file("wrong.yaml", "controls: [{control: 8.5, cheks: []}]\n");
    Run run = run("grade", wrong.toString(), directory.resolve("absent.yaml").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("wrong.yaml:1: unknown key 'cheks'; did you mean 'checks'?")
        .contains("absent.yaml: cannot be read");
  }

  @Test
  void anExpectationThatDoesNotHoldIsToldAndSetsTheExitCode() throws IOException {
    Path file =
        file(
            "facts.yaml",
            "controls: [{control: 8.5, checks: [{severity: H, n: 9}], expect: {grade: OFI, rules: [O2]}}]\n");
    Run run = run("grade", file.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .contains("! A.8.5: expected OFI, it is CONFORMING")
        .contains("! A.8.5: expected the rules [O2], fired []");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Run run(String... arguments) {
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
