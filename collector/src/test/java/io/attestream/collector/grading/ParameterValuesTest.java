package io.attestream.collector.grading;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.model.Severity;
import io.attestream.collector.assessment.GradingParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParameterValuesTest {
  @Test
  void whatIsWrittenReadsTheSame() {
    Map<String, String> values = ParameterValues.of(GradingParameters.DEFAULTS);
    assertThat(values).containsEntry("graceDays.high", "7").containsEntry("period.days", "90");
    assertThat(read(values)).isEqualTo(GradingParameters.DEFAULTS);
    GradingParameters changed =
        read(Map.of("graceDays.high", "14", "graceDays.low", "", "worsening.relative", "0.25"));
    assertThat(changed.graceDays())
        .containsEntry(Severity.HIGH, 14L)
        .containsEntry(Severity.CRITICAL, 1L)
        .doesNotContainKey(Severity.LOW);
    assertThat(read(ParameterValues.of(changed))).isEqualTo(changed);
  }

  @Test
  void everyMistakeIsTold() {
    assertThat(problems(Map.of("graceDays.hgh", "1", "lapses.share", "{a: b}", "period.days", "")))
        .hasSize(3)
        .anyMatch(p -> p.contains("no parameter 'graceDays.hgh'"))
        .anyMatch(p -> p.contains("lapses.share is '{a: b}', expected a number"))
        .anyMatch(p -> p.contains("period.days is ''"));
    assertThat(problems(Map.of("lapses.share", "2")))
        .anyMatch(p -> p.contains("share from 0 to 1"));
    assertThat(problems(Map.of("graceDays.high", "1.5"))).anyMatch(p -> p.contains("whole days"));
    assertThat(problems(Map.of("period.days", "0"))).anyMatch(p -> p.contains("at least 1"));
    assertThat(problems(Map.of("minorSteps.causeDays", "61")))
        .anyMatch(p -> p.contains("causeDays, planDays and implementationDays must not fall"));
    assertThat(problems(Map.of("evidence.coverage", "0.99")))
        .anyMatch(p -> p.contains("must not be above coverageFull"));
  }

  /** Grace alone goes by severity; the rest is named by a rule or is the clocks of the register. */
  @Test
  void everyParameterIsLookedAtByARuleAndEveryRuleNamesOne() {
    Set<String> keys = ParameterValues.of(GradingParameters.DEFAULTS).keySet();
    List<String> named =
        Stream.concat(
                RuleParameters.KEYS.values().stream().flatMap(List::stream),
                RuleParameters.REGISTER.stream())
            .toList();
    assertThat(keys)
        .allMatch(key -> named.stream().anyMatch(n -> RuleParameters.covers(n, key)), "is named");
    assertThat(named)
        .allMatch(n -> keys.stream().anyMatch(key -> RuleParameters.covers(n, key)), "exists");
    assertThat(RuleParameters.of(List.of("N5", "M1"), GradingParameters.DEFAULTS))
        .extracting(ParameterValues.Entry::key)
        .containsExactly("absence.share", "absence.days", "manual.minorDays");
  }

  private static GradingParameters read(Map<String, String> values) {
    List<String> problems = new ArrayList<>();
    GradingParameters read = ParameterValues.parse(values, problems);
    assertThat(problems).isEmpty();
    return read;
  }

  private static List<String> problems(Map<String, String> values) {
    List<String> problems = new ArrayList<>();
    ParameterValues.parse(new HashMap<>(values), problems);
    return problems;
  }
}
