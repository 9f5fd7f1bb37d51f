package io.attestream.collector.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.grading.FactsException;
import io.attestream.collector.grading.FactsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadinessGraderTest {
  private static final Instant NOW = Instant.parse("2026-11-25T23:59:59Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

  private static final String ESTATE =
      """
      controls:
      - {control: 8.3, checks: [{check: open, severity: H, n: 100, f: 60, age: 3}]}
      - {control: 8.5, checks: [{check: mfa, severity: H, n: 240, f: 9, age: 9}]}
      - {control: 8.7, checks: [{check: scan, severity: H, n: 40, f: 0}]}
      - {control: 8.24, checks: [{check: tls, severity: H, n: 20, f: 8, age: 45}, {check: kms, severity: L, n: 9, f: 5, age: 2}]}
      """;

  @Test
  void theWorstAtTheAuditComesFirst() throws FactsException {
    Readiness readiness = look(ESTATE, 60);
    assertThat(readiness.items())
        .extracting(Forecast::id)
        .containsExactly("8.24", "8.3", "8.5", "8.7");
    assertThat(readiness.now())
        .containsEntry(Grade.LIKELY_MAJOR, 1L)
        .containsEntry(Grade.LIKELY_MINOR, 1L)
        .containsEntry(Grade.OFI, 1L)
        .containsEntry(Grade.CONFORMING, 1L);
    assertThat(readiness.then())
        .containsEntry(Grade.LIKELY_MAJOR, 2L)
        .containsEntry(Grade.LIKELY_MINOR, 1L)
        .containsEntry(Grade.OFI, 0L)
        .containsEntry(Grade.CONFORMING, 1L);
    assertThat(readiness.open()).extracting(Forecast::id).containsExactly("8.24", "8.3", "8.5");
  }

  /** Grace of H is 7 days, and 30 days make a systemic failure major: exceeded on the day after. */
  @Test
  void theTurnsAreTheFirstDaysOfEachWorseGrade() throws FactsException {
    Forecast item = item(look(ESTATE, 60), "8.3");
    assertThat(item.turns()).extracting(Forecast.Turn::grade).contains(Grade.LIKELY_MAJOR);
    assertThat(item.by()).isEqualTo(item.turns().get(0).on().minusDays(1));
    for (Forecast.Turn turn : item.turns()) {
      long day = TODAY.until(turn.on(), java.time.temporal.ChronoUnit.DAYS);
      assertThat(item(look(ESTATE, day), "8.3").then().grade()).isEqualTo(turn.grade());
      assertThat(item(look(ESTATE, day - 1), "8.3").then().grade()).isLessThan(turn.grade());
    }
    assertThat(item(look(ESTATE, 60), "8.5").turns()).isEmpty();
    assertThat(item(look(ESTATE, 60), "8.5").by()).isEqualTo(TODAY.plusDays(60));
  }

  @Test
  void whatLeavesAMajorWithTheFewestResourcesIsFixedFirst() throws FactsException {
    List<Fix> fixes = look(ESTATE, 60).fixes();
    assertThat(fixes).extracting(Fix::control).containsExactly("8.24", "8.3", "8.5");
    assertThat(fixes).extracting(Fix::resources).containsExactly(8L, 60L, 9L);
    assertThat(fixes.get(0).checks()).containsExactly(new Fix.Failing("tls", 8));
    assertThat(fixes.get(0).to()).isEqualTo(Grade.OFI);
    assertThat(fixes.get(1).to()).isEqualTo(Grade.CONFORMING);
  }

  @Test
  void anAggregationIsLeftByItsSmallestChecks() throws FactsException {
    Readiness readiness =
        look(
            """
            controls:
            - {control: 8.9, checks: [
                {check: a, severity: H, n: 900, f: 30, age: 12},
                {check: b, severity: M, n: 900, f: 5, age: 45},
                {check: c, severity: H, n: 900, f: 2, age: 20}]}
            """,
            1);
    assertThat(item(readiness, "8.9").then().grade()).isEqualTo(Grade.LIKELY_MAJOR);
    Fix fix = readiness.fixes().get(0);
    assertThat(fix.to()).isEqualTo(Grade.LIKELY_MINOR);
    assertThat(fix.checks()).containsExactly(new Fix.Failing("c", 2));
  }

  @Test
  void whatNoFixOfAResourceMovesIsNotAmongTheFixes() throws FactsException {
    Readiness readiness =
        look(
            "controls: [{control: 5.18, class: P, manual: {overdue: 45}, checks: [{check: a, severity: H, n: 20, f: 1, age: 9}]}]\n",
            5);
    assertThat(item(readiness, "5.18").then().grade()).isEqualTo(Grade.LIKELY_MINOR);
    assertThat(readiness.fixes()).isEmpty();
  }

  @Test
  void clausesWithoutFactsAreNamedAndReachNoEvidenceOnly() throws FactsException {
    Readiness readiness = look("controls: [{control: 8.7, checks: [{severity: H, n: 9}]}]\n", 40);
    assertThat(readiness.unassessed()).contains("4.1", "9.2", "10.2");
    assertThat(FailOn.NO_EVIDENCE.reachedBy(readiness)).isTrue();
    assertThat(FailOn.LIKELY_MINOR.reachedBy(readiness)).isFalse();
    assertThat(FailOn.LIKELY_MAJOR.reachedBy(look(ESTATE, 0))).isTrue();
    assertThat(FailOn.NEVER.reachedBy(look(ESTATE, 0))).isFalse();
  }

  @Test
  void theWordsOfAStageOneAuditAreAreasOfConcern() throws FactsException {
    Readiness stage1 =
        new ReadinessGrader(GradingParameters.DEFAULTS)
            .look(facts(ESTATE), AuditPlan.parse(NOW, "2027-01-24", true), Map.of());
    assertThat(ReadinessText.of(stage1))
        .contains("area of concern now", "Stage 1")
        .doesNotContain("nonconformity");
    assertThat(ReadinessMarkdown.of(stage1))
        .contains("area of concern")
        .doesNotContain("nonconformity");
  }

  @Test
  void markdownKeepsNamesAsText() throws FactsException {
    String markdown =
        ReadinessMarkdown.of(
            look(
                "controls: [{control: 8.5, checks: [{check: 'a<b>|*c*', severity: H, n: 9, f: 1, age: 9}]}]\n",
                9));
    assertThat(markdown).contains("a\\<b\\>\\|\\*c\\*: high, 1 of 9 failing");
  }

  @Test
  void aDayThatCannotBeAnAuditIsRefused() {
    for (String day : List.of("2026-11-24", "2060-01-01", "soon", "2027-02-30", "")) {
      assertThatThrownBy(() -> AuditPlan.parse(NOW, day, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("audit is '" + day + "'");
    }
    assertThat(AuditPlan.parse(NOW, "2026-11-25", false).days()).isZero();
  }

  /** A rule that is new must say what it needs. */
  @Test
  void everyRuleOfTheDocumentSaysWhatItNeeds() throws Exception {
    Matcher row =
        Pattern.compile("\\b(G[1-4]|M[1-6]|N[1-6]|E[1-3]|O[1-6]|X[12]|CL[1-6]|FC)\\b")
            .matcher(Files.readString(Path.of("..", "docs", "grading.md")));
    TreeSet<String> rules = new TreeSet<>();
    while (row.find()) {
      rules.add(row.group(1));
    }
    rules.remove("N3");
    assertThat(rules).hasSizeGreaterThan(28);
    for (String rule : rules) {
      assertThat(Need.of(new Fired(rule, Grade.OFI, "", "")))
          .as(rule)
          .isNotEmpty()
          .doesNotContain("what rule");
    }
  }

  private static Forecast item(Readiness readiness, String id) {
    return readiness.items().stream().filter(i -> i.id().equals(id)).findFirst().orElseThrow();
  }

  private static Readiness look(String yaml, long days) throws FactsException {
    return new ReadinessGrader(GradingParameters.DEFAULTS)
        .look(facts(yaml), new AuditPlan(TODAY, TODAY.plusDays(days), false), Map.of());
  }

  private static EstateFacts facts(String yaml) throws FactsException {
    return FactsFile.read(
            ControlRegistry.bundled(), "facts.yaml", yaml.getBytes(StandardCharsets.UTF_8))
        .get(0)
        .facts();
  }
}
