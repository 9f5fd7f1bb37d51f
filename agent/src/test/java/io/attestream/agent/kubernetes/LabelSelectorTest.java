package io.attestream.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
  private static final Map<String, Object> LABELS = Map.of("app", "web", "tier", "front");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                   | true
          {matchLabels: {app: web}}                                            | true
          {matchLabels: {app: web, tier: back}}                                | false
          {matchExpressions: [{key: app, operator: In, values: [web, api]}]}   | true
          {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}     | false
          {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}    | true
          {matchExpressions: [{key: app, operator: Exists}]}                   | true
          {matchExpressions: [{key: env, operator: DoesNotExist}]}             | true
          {matchExpressions: [{key: app, operator: Like, values: [web]}]}      | false
          """)
  void selectsAsKubernetesDoes(String selector, boolean expected) {
    assertThat(LabelSelector.selects(Yaml.object(selector), LABELS)).isEqualTo(expected);
  }
}
