package io.attestream.collector.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every vector of {@code grading/control-vectors.yaml} is one test. */
class ControlVectorsTest {
  private final ControlGrader grader = new ControlGrader(GradingParameters.DEFAULTS);

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/grading/control-vectors.yaml"))) {
      List<?> vectors = (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return vectors.stream().map(v -> test(map(v)));
    }
  }

  private DynamicTest test(Map<String, Object> vector) {
    return DynamicTest.dynamicTest(
        text(vector, "name", ""),
        () -> {
          Assessment assessment = grader.assess(facts(vector));
          assertThat(assessment.grade().name())
              .as("%s", assessment)
              .isEqualTo(vector.get("expect"));
          assertThat(assessment.fired()).extracting(Fired::rule).isEqualTo(vector.get("rules"));
        });
  }

  static ControlFacts facts(Map<String, Object> vector) {
    List<CheckFacts> checks = new ArrayList<>();
    for (Object check : (List<?>) Objects.requireNonNull(vector.get("checks"))) {
      checks.add(check("check-" + checks.size(), map(check)));
    }
    List<CorrectiveAction> actions = new ArrayList<>();
    for (Object action : (List<?>) vector.getOrDefault("actions", List.of())) {
      actions.add(
          new CorrectiveAction(
              Grade.valueOf(text(map(action), "grade", "")), number(map(action), "overdue", 0)));
    }
    return new ControlFacts(
        text(vector, "control", ""),
        AutomationClass.valueOf(text(vector, "class", "F")),
        Boolean.TRUE.equals(vector.get("foundation")),
        Boolean.TRUE.equals(vector.get("highRisk")),
        soa(vector),
        1,
        manual(vector),
        decimal(vector, "coverage", 1),
        "the declared units",
        decimal(vector, "periodCoverage", 1),
        Boolean.TRUE.equals(vector.get("resourcesExist")),
        checks,
        actions,
        ExceptionFacts.NONE);
  }

  private static CheckFacts check(String name, Map<String, Object> check) {
    long failing = number(check, "f", 0);
    return new CheckFacts(
        name,
        Role.valueOf(text(check, "role", "KEY")),
        Severity.valueOf(text(check, "severity", "").toUpperCase(Locale.ROOT)),
        number(check, "n", 0),
        failing,
        number(check, "age", 0),
        (int) number(check, "units", 1),
        (int) number(check, "failingUnits", failing > 0 ? 1 : 0),
        true,
        check.containsKey("stale"),
        number(check, "stale", 0),
        decimal(check, "failDaysRatio", 0),
        (int) number(check, "recurrence", 0),
        number(check, "exposure", 0),
        false);
  }

  private static SoaRow soa(Map<String, Object> vector) {
    Map<String, Object> soa = map(vector.getOrDefault("soa", Map.of()));
    return new SoaRow(
        SoaRow.Applicability.valueOf(text(soa, "applicability", "APPLICABLE")),
        !Boolean.FALSE.equals(soa.get("justified")),
        SoaRow.Implementation.valueOf(text(soa, "implemented", "YES")),
        number(soa, "overdue", 0));
  }

  private static ManualEvidence manual(Map<String, Object> vector) {
    Object manual = vector.getOrDefault("manual", "valid");
    if (manual instanceof Map<?, ?> overdue) {
      return ManualEvidence.overdue(number(map(overdue), "overdue", 0));
    }
    return manual.equals("missing") ? ManualEvidence.MISSING : ManualEvidence.VALID;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static String text(Map<String, Object> map, String key, String otherwise) {
    return String.valueOf(map.getOrDefault(key, otherwise));
  }

  private static long number(Map<String, Object> map, String key, long otherwise) {
    return ((Number) map.getOrDefault(key, otherwise)).longValue();
  }

  private static double decimal(Map<String, Object> map, String key, double otherwise) {
    return ((Number) map.getOrDefault(key, otherwise)).doubleValue();
  }
}
