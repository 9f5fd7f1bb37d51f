package io.attestream.checks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LintTest {
  private final Plan plan = Plan.bundled();

  @Test
  void thePlanHasItsRows() {
    assertThat(plan.rows()).hasSize(301);
    assertThat(plan.rows().stream().filter(row -> row.provider().equals("aws"))).hasSize(207);
    assertThat(plan.rows())
        .allSatisfy(
            row ->
                assertThat(row.controls())
                    .isNotEmpty()
                    .allMatch(control -> ControlRegistry.bundled().byId(control).isPresent()));
  }

  @Test
  void theBundledCatalogueHasNoFindingThatNobodyAccepted() {
    List<Finding> findings = lint(CatalogueLoader.bundled());
    assertThat(Accepted.bundled().open(findings)).isEmpty();
    assertThat(Accepted.bundled().stale(findings)).isEmpty();
  }

  @Test
  void everyRuleFindsItsMistake() {
    List<Finding> findings =
        lint(
            catalogue(
                check("a", "Same title", "S3-01", "5.99", "full"),
                check("b", "Same title", "XX-99", "6.7", "full"),
                check("c", "Other", "S3-01", "5.1", "weak"),
                check("d", "One more", "S3-04", "8.15", "weak"),
                check("e", "Two more", "S3-04", "8.3", "partial")));
    assertThat(findings)
        .extracting(Finding::key)
        .contains(
            "UNKNOWN_CONTROL aws.s3.bucket.a 5.99",
            "UNKNOWN_PLAN_ROW aws.s3.bucket.b XX-99",
            "SAME_TITLE aws.s3.bucket.b",
            "EDGE_TOO_STRONG aws.s3.bucket.b 6.7",
            "EDGE_TO_MANUAL_CONTROL aws.s3.bucket.c 5.1",
            "OTHER_SEVERITY aws.s3.bucket.a",
            "NO_KEY_CHECK aws 8.15",
            "NO_KEY_CHECK k8s 8.3",
            "PLAN_ROW_OPEN S3-05")
        .doesNotContain("NO_KEY_CHECK aws 8.3", "OTHER_SEVERITY aws.s3.bucket.d");
  }

  @Test
  void controlsThatRestOnTheSameChecksAreFound() {
    String two =
        check("a", "t", "S3-01", "8.3", "full")
            .replace("why: w}]", "why: w}, {id: \"8.12\", strength: weak, why: w}]");
    assertThat(lint(catalogue(two))).extracting(Finding::key).contains("SAME_CHECKS 8.12 8.3");
  }

  @Test
  void acceptedFindingsAreExact() {
    List<Finding> findings = lint(catalogue(check("c", "t", "S3-01", "5.1", "weak")));
    Accepted accepted =
        new Accepted(
            Map.of("EDGE_TO_MANUAL_CONTROL aws.s3.bucket.c 5.1", "known", "SAME_TITLE x", "old"));
    assertThat(accepted.open(findings)).noneMatch(finding -> finding.subject().endsWith(" 5.1"));
    assertThat(accepted.stale(findings)).containsExactly("SAME_TITLE x");
    assertThat(accepted.exactFile(findings)).contains("why: known").doesNotContain("SAME_TITLE x");
    assertThat(new Accepted(Map.of()).open(findings))
        .anyMatch(finding -> finding.rule() == Finding.Rule.EDGE_TO_MANUAL_CONTROL);
  }

  private List<Finding> lint(Catalogue catalogue) {
    return Lint.run(catalogue, ControlRegistry.bundled(), plan);
  }

  private static Catalogue catalogue(String... checks) {
    Map<String, byte[]> files = new HashMap<>();
    for (String check : checks) {
      files.put("f" + files.size() + ".yaml", check.getBytes(StandardCharsets.UTF_8));
    }
    return CatalogueLoader.parse(files);
  }

  private static String check(
      String name, String title, String plan, String control, String strength) {
    return """
    id: aws.s3.bucket.%s
    plan: [%s]
    version: 1
    title: %s
    severity: medium
    resource: aws.s3.bucket
    controls: [{id: "%s", strength: %s, why: w}]
    observe: [a]
    passes: r.a
    message: m
    rationale: r
    remediation: {cli: c}
    references: ["https://example.com/"]
    cases:
      - {name: a, expect: pass, resource: {a: true}}
      - {name: b, expect: fail, resource: {a: false}}
      - {name: c, expect: unknown, resource: {}}
    """
        .formatted(name, plan, title, control, strength);
  }
}
