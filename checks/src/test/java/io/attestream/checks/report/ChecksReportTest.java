package io.attestream.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Accepted;
import io.attestream.checks.lint.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChecksReportTest {
  private final StringWriter printed = new StringWriter();

  private ChecksReport report(Catalogue catalogue, boolean colour) {
    return new ChecksReport(catalogue, ControlRegistry.bundled(), new PrintWriter(printed), colour);
  }

  @Test
  void listsWhatMatchesAWord() {
    Catalogue bundled = CatalogueLoader.bundled();
    assertThat(report(bundled, false).list("")).isEqualTo(bundled.checks().size());
    assertThat(report(bundled, false).list("not-privileged")).isPositive();
    assertThat(printed.toString())
        .contains("critical  k8s.workload.not-privileged")
        .doesNotContain("\u001b");
    assertThat(report(bundled, false).list("8.18")).isPositive();
    assertThat(report(bundled, false).list("no such word")).isZero();
  }

  @Test
  void showsAllOfOneCheck() {
    ChecksReport report = report(CatalogueLoader.bundled(), false);
    assertThat(report.show("aws.iam.access-key.rotated")).isTrue();
    assertThat(printed.toString())
        .contains("Parameter", "maxAgeDays = 90", "Control     5.17 Authentication information");
    assertThat(printed.toString().lines()).allMatch(line -> line.length() <= 120);
    assertThat(report.show("aws.nothing")).isFalse();
  }

  @Test
  void coloursOnlyWhereATerminalWantsThem() {
    report(CatalogueLoader.bundled(), true).list("not-privileged");
    assertThat(printed.toString()).contains("\u001b[1;31mcritical");
  }

  @Test
  void saysWhichCasesAreWrongAndWhere() {
    String yaml =
        """
        id: aws.s3.bucket.a
        version: 1
        title: t
        severity: low
        resource: aws.s3.bucket
        controls: [{id: "8.3", strength: weak, why: w}]
        observe: [a]
        passes: r.a
        message: m
        rationale: r
        remediation: {cli: c}
        references: ["https://example.com/"]
        cases:
          - {name: right, expect: pass, resource: {a: true}}
          - {name: wrong, expect: fail, resource: {a: true}}
          - {name: other reason, expect: unknown, reason: TIMEOUT, resource: {}}
        """;
    Catalogue catalogue =
        CatalogueLoader.parse(Map.of("own.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    assertThat(report(catalogue, false).test()).isEqualTo(2);
    assertThat(printed.toString())
        .contains("aws.s3.bucket.a: wrong", "own.yaml:15  expected fail, got pass")
        .contains("expected unknown TIMEOUT, got unknown MISSING_FIELD (no field a)")
        .contains("3 cases of 1 checks, 2 wrong");
  }

  @Test
  void allCasesOfTheBundledChecksAreRight() {
    assertThat(report(CatalogueLoader.bundled(), false).test()).isZero();
    assertThat(printed.toString()).contains("all as expected");
  }

  @Test
  void printsTheLintWithItsCoverage() {
    ChecksReport report = report(CatalogueLoader.bundled(), false);
    int open = report.lint(Plan.bundled(), new Accepted(Map.of()));
    assertThat(printed.toString()).contains(open + " open, 0 accepted", "plan rows covered");
  }
}
