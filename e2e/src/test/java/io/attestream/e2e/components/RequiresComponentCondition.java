package io.attestream.e2e.components;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresComponent}. */
final class RequiresComponentCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), RequiresComponent.class)
        .map(requires -> decide(Components.ofThisMachine(), List.of(requires.value())))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs no component"));
  }

  /**
   * @throws IllegalStateException when a component is missing and all are required: JUnit reports
   *     what a condition throws as the failure of the test
   */
  static ConditionEvaluationResult decide(Components components, List<String> names) {
    List<String> missing = components.missing(names);
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled(names + " are here");
    }
    String reason = String.join("; ", missing);
    if (components.required()) {
      throw new IllegalStateException(
          reason + " (ATTESTREAM_REQUIRE_COMPONENTS=true: nothing may be skipped)");
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
