package io.attestream.collector.grading;

import io.attestream.checks.yaml.YamlNode;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Confidence;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a facts file says that a grade should be.
 *
 * @param rules names of all rules that fire, sorted; {@code null} for any
 * @param confidence {@code null} for any
 * @param forecast the grade at the audit; {@code null} for any
 */
public record Expected(
    Grade grade,
    @Nullable List<String> rules,
    @Nullable Confidence confidence,
    @Nullable Grade forecast) {
  private static final Set<String> KEYS = Set.of("grade", "rules", "confidence", "forecast");

  /** A grade, or a mapping with more than that. */
  static Optional<Expected> read(FactFields fields) {
    Optional<YamlNode> node = fields.node("expect");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof YamlNode.Mapping)) {
      Grade grade = fields.choice("expect", Grade.class, Grade.CONFORMING);
      return Optional.of(new Expected(grade, null, null, null));
    }
    return fields.inner(
        "expect",
        KEYS,
        Optional.empty(),
        inner -> {
          if (!inner.has("grade")) {
            inner.problem("grade", "key 'grade' is missing");
          }
          return Optional.of(
              new Expected(
                  inner.choice("grade", Grade.class, Grade.CONFORMING),
                  inner.has("rules") ? inner.texts("rules").stream().sorted().toList() : null,
                  inner.has("confidence")
                      ? inner.choice("confidence", Confidence.class, Confidence.LOW)
                      : null,
                  inner.has("forecast")
                      ? inner.choice("forecast", Grade.class, Grade.CONFORMING)
                      : null));
        });
  }

  /** In what the assessment differs, a sentence each; what is not graded is free of findings. */
  List<String> differences(@Nullable Assessment now, @Nullable Assessment then) {
    List<String> differences = new ArrayList<>();
    if (grade(now) != grade) {
      differences.add("expected " + grade + ", it is " + grade(now));
    }
    List<String> fired =
        now == null ? List.of() : now.fired().stream().map(Fired::rule).sorted().toList();
    if (rules != null && !rules.equals(fired)) {
      differences.add("expected the rules " + rules + ", fired " + fired);
    }
    if (confidence != null && now != null && confidence != now.confidence()) {
      differences.add("expected confidence " + confidence + ", it is " + now.confidence());
    }
    if (forecast != null && grade(then) != forecast) {
      differences.add("expected a forecast of " + forecast + ", it is " + grade(then));
    }
    return differences;
  }

  private static Grade grade(@Nullable Assessment assessment) {
    return assessment == null ? Grade.CONFORMING : assessment.grade();
  }
}
