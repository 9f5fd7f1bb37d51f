package io.attestream.collector.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.yaml.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsFileTest {
  @Test
  void oneControlAlone() throws Exception {
    List<GivenEstate> estates = read("control: A.8.10\nchecks: [{severity: high, n: 3}]\n");
    assertThat(estates).hasSize(1);
    assertThat(estates.get(0).facts().controls().get(0).control()).isEqualTo("8.10");
  }

  @Test
  void aListOfControls() throws Exception {
    List<GivenEstate> estates =
        read(
            """
            - {control: "8.5", checks: [{severity: H, n: 3}]}
            - {control: 5.10, class: W}
            """);
    assertThat(estates.get(0).facts().controls())
        .extracting(c -> c.control())
        .containsExactly("8.5", "5.10");
  }

  @Test
  void everyMistakeIsToldWithItsLineAndTheNearKey() {
    assertThat(
            problems(
                """
                name: many mistakes
                stage: 3
                audit: 2026-12-20
                paramters: {}
                parameters: {systemic: {largeShare: 2, unit: 3}, evidence: {coverage: 0.99}}
                controls:
                - control: 8.99
                  class: X
                  coverage: 1.2
                  manual: vald
                - control: 8.5
                  soa: {applicability: EXCLUDE}
                  checks:
                  - {severity: hgh, n: 3, f: 4}
                  - {n: 3, failing: 1, units: 1, failingUnits: 2, recurrence: [x]}
                - control: 8.5
                  expect: {grade: LIKELY_MINR, rule: []}
                clauses:
                - {clause: 9.9, missingInputs: [z], ownWorkAudits: 2, audits: 1}
                """))
        .containsExactlyInAnyOrder(
            "facts.yaml:4: unknown key 'paramters'; did you mean 'parameters'?",
            "facts.yaml:5: 'largeShare' must be a share from 0 to 1, such as 0.875, it is '2'",
            "facts.yaml:5: unknown key 'unit'; did you mean 'units'?",
            "facts.yaml:5: 'evidence': coverage must not be above coverageFull",
            "facts.yaml:7: '8.99' is no control of Annex A; did you mean '8.9'?",
            "facts.yaml:8: 'class' must be one of F, P, W, N, it is 'X'",
            "facts.yaml:9: 'coverage' must be a share from 0 to 1, such as 0.875, it is '1.2'",
            "facts.yaml:10: 'manual' must be one of valid, missing, it is 'vald'; did you mean 'valid'?",
            "facts.yaml:12: 'applicability' must be one of APPLICABLE, EXCLUDED, MISSING, it is"
                + " 'EXCLUDE'; did you mean 'excluded'?",
            "facts.yaml:14: 'f' is 4, more than the 'n' of 3",
            "facts.yaml:14: 'severity' must be one of C, H, M, L, critical, high, medium, low, it is"
                + " 'hgh'; did you mean 'high'?",
            "facts.yaml:15: unknown key 'failing'; did you mean 'failingIn'?",
            "facts.yaml:15: 'failingUnits' is 2, more than the units, 1",
            "facts.yaml:15: key 'severity' is missing",
            "facts.yaml:15: 'recurrence' must be a count or a list of whole days",
            "facts.yaml:16: control 8.5 is there twice",
            "facts.yaml:17: unknown key 'rule'; did you mean 'rules'?",
            "facts.yaml:17: 'grade' must be one of CONFORMING, OFI, NO_EVIDENCE, LIKELY_MINOR,"
                + " LIKELY_MAJOR, NOT_APPLICABLE, it is 'LIKELY_MINR'; did you mean 'likely_minor'?",
            "facts.yaml:19: '9.9' is no clause that is graded; did you mean '9.1'?",
            "facts.yaml:19: 'ownWorkAudits' is 2, more than the audits",
            "facts.yaml:19: 'z' is no input of 9.3.2, they are a to g",
            "facts.yaml:3: 'audit' needs 'day', the day on which these facts hold",
            "facts.yaml:2: 'stage' must be 1 or 2");
  }

  @Test
  void anEmptyEstateIsAMistake() {
    assertThat(problems("name: nothing\n"))
        .containsExactly("facts.yaml:1: nothing to grade: give 'controls' or 'clauses'");
  }

  @Test
  void whatIsNoYamlOrTooLargeIsRefused() {
    assertThat(problems("controls: [")).singleElement().asString().startsWith("facts.yaml:");
    assertThat(problems("#".repeat((1 << 20) + 1)))
        .containsExactly("facts.yaml:1: file is larger than 1048576 bytes");
    assertThat(problems("controls: &a [*a]")).singleElement().asString().contains("anchors");
  }

  private static List<GivenEstate> read(String yaml) throws FactsException {
    return FactsFile.read(
        ControlRegistry.bundled(), "facts.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String yaml) {
    FactsException thrown = catchThrowableOfType(FactsException.class, () -> read(yaml));
    return thrown.problems().stream().map(Problem::toString).toList();
  }
}
